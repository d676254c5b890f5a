using Microsoft.AspNetCore.Http;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

public sealed class PageRequestTests
{
    private const string BadSize = "400 INVALID_REQUEST_PARAMETER page_size/type";
    private const string BadToken = "400 INVALID_REQUEST_PARAMETER page_token/type";

    [Theory]
    [InlineData("", 100)]
    [InlineData("?page_size=", 100)]
    [InlineData("?page_size=1", 1)]
    [InlineData("?page_size=99", 99)]
    [InlineData("?page_size=007", 7)]
    [InlineData("?page_size=100", 100)]
    [InlineData("?page_size=101", 100)]
    [InlineData("?page_size=0", 100)]
    [InlineData("?page_size=-1", 100)]
    [InlineData("?page_size=2147483648", 100)]
    [InlineData("?page_size=99999999999999999999999999", 100)]
    [InlineData("?page_size=-99999999999999999999999999", 100)]
    [InlineData("?page_token=&page_size=5", 5)]
    public async Task BindAsync_Size_IsExpected(string query, int expected)
    {
        var request = await BindAsync(query);

        Assert.Null(request.Refusal);
        Assert.Equal(expected, request.Size);
        Assert.Null(request.After);
    }

    [Theory]
    [InlineData("?page_size=x")]
    [InlineData("?page_size=1.5")]
    [InlineData("?page_size=1e2")]
    [InlineData("?page_size=0x10")]
    [InlineData("?page_size=-")]
    [InlineData("?page_size=--1")]
    [InlineData("?page_size=1-")]
    [InlineData("?page_size=%2B1")]
    [InlineData("?page_size=+1")]
    [InlineData("?page_size=1%00")]
    [InlineData("?page_size=%D9%A1")]
    [InlineData("?page_size=1&page_size=1")]
    [InlineData("?page_size=x&page_token=x")]
    public async Task BindAsync_SizeIsNoNumber_IsRefused(string query)
    {
        var request = await BindAsync(query);

        Assert.Equal(BadSize, BodyProbe.Describe(request.Refusal));
    }

    [Theory]
    [InlineData("?page_token=x")]
    [InlineData("?page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D")]
    [InlineData("?page_token=%00")]
    [InlineData("?page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task BindAsync_TokenDoesNotDecode_IsRefused(string query)
    {
        var request = await BindAsync(query);

        Assert.Equal(BadToken, BodyProbe.Describe(request.Refusal));
    }

    [Fact]
    public async Task BindAsync_TokenOfAPage_IsThePlaceAfterIt()
    {
        var cursor = new PageCursor(DateTimeOffset.UnixEpoch.AddDays(20_000), Guid.CreateVersion7());

        var request = await BindAsync($"?page_size=3&page_token={cursor}");

        Assert.Null(request.Refusal);
        Assert.Equal(3, request.Size);
        Assert.Equal((cursor.TmCreate, cursor.Id), request.After);
    }

    internal static async Task<PageRequest> BindAsync(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new(query);
        return (await PageRequest.BindAsync(context))!;
    }
}
