using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00.000000Z")]
    [InlineData("2026-03-01T12:34:56.789012Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void TryParse_OwnText_GivesTheSamePlace(string tmCreate)
    {
        var cursor = new PageCursor(DateTimeOffset.Parse(tmCreate, CultureInfo.InvariantCulture), Guid.CreateVersion7());

        var text = cursor.ToString();

        Assert.Equal(cursor, PageCursor.TryParse(text));
        Assert.Equal(32, text.Length);
        Assert.All(text, character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("2")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00e9")]
    [InlineData("________________________________")]
    public void TryParse_HostileText_IsNull(string text) => Assert.Null(PageCursor.TryParse(text));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(253_402_300_800_000_000)]
    [InlineData(long.MaxValue)]
    public void TryParse_InstantThatNoTimestampNames_IsNull(long microseconds)
    {
        var bytes = new byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, microseconds);

        Assert.Null(PageCursor.TryParse(Base64Url.EncodeToString(bytes)));
    }
}
