using System.Text;
using VoipBin.Auth.AdminConsole;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class SearchTextTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData(null, "")]
    [InlineData("  two words ", "two words")]
    [InlineData("a\0b", "ab")]
    public void Of_Text_IsTrimmed(string? text, string expected) => Assert.Equal(expected, SearchText.Of(text));

    [Theory]
    [InlineData(SearchText.MaximumLength - 2, SearchText.MaximumLength)]
    [InlineData(SearchText.MaximumLength - 1, SearchText.MaximumLength - 1)]
    [InlineData(SearchText.MaximumLength, SearchText.MaximumLength)]
    public void Of_LongText_IsCutBetweenCharacters(int before, int length)
    {
        var text = SearchText.Of(new string('a', before) + "😀😀");

        Assert.Equal(length, text.Length);
        Assert.Equal(text, Strict.GetString(Strict.GetBytes(text)));
    }
}
