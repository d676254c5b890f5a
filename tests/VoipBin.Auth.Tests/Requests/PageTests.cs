using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

public sealed class PageTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(3, 2, true)]
    public async Task Of_OneRowMoreThanAsked_HasANextPage(int found, int expectedRows, bool hasNext)
    {
        var request = await PageRequestTests.BindAsync("?page_size=2");
        var rows = Enumerable.Range(1, found).Select(number => new PageCursor(DateTimeOffset.UnixEpoch.AddDays(number), Guid.CreateVersion7())).ToArray();

        var page = Page<PageCursor>.Of(rows, request, row => row, row => row);

        Assert.Equal(rows[..expectedRows], page.Result);
        Assert.Equal(hasNext ? rows[1].ToString() : "", page.NextPageToken);
    }
}
