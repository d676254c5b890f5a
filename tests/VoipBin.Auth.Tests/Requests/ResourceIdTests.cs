using Microsoft.AspNetCore.Http;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

public sealed class ResourceIdTests
{
    [Theory]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789ab")]
    [InlineData("0190D5C8-1234-7ABC-8DEF-0123456789AB")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task BindAsync_Uuid_IsRead(string text)
    {
        var id = await BindAsync(text);

        Assert.Null(id.Refusal);
        Assert.Equal(Guid.Parse(text), id.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("0190d5c812347abc8def0123456789ab")]
    [InlineData("{0190d5c8-1234-7abc-8def-0123456789ab}")]
    [InlineData("(0190d5c8-1234-7abc-8def-0123456789ab)")]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789a")]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789abc")]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789ag")]
    [InlineData(" 0190d5c8-1234-7abc-8def-0123456789ab")]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789ab\n")]
    [InlineData("0x90d5c8-1234-7abc-8def-0123456789ab")]
    [InlineData("+190d5c8-1234-7abc-8def-0123456789ab")]
    public async Task BindAsync_NoUuid_IsRefused(string text)
    {
        var id = await BindAsync(text);

        Assert.Equal("400 INVALID_ID", BodyProbe.Describe(id.Refusal));
        Assert.Equal(Guid.Empty, id.Value);
    }

    private static async Task<ResourceId> BindAsync(string text)
    {
        var context = new DefaultHttpContext();
        context.Request.RouteValues["id"] = text;
        return (await ResourceId.BindAsync(context))!;
    }
}
