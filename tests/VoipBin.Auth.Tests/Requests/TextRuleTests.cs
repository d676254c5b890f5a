using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

public sealed class TextRuleTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("abcd", "")]
    [InlineData("abcde", "max_length")]
    [InlineData("éééé", "")]
    [InlineData("\U0001F600\U0001F600", "")]
    [InlineData("\U0001F600\U0001F600x", "max_length")]
    [InlineData("\0", "characters")]
    [InlineData("ab\0de", "max_length,characters")]
    [InlineData("\u0001\n", "")]
    public void Check_UpToFourUtf16Units_TellsTheRules(string? text, string expected)
    {
        var faults = TextRule.Check("name", text, maximumLength: 4).ToArray();

        Assert.Equal(expected, string.Join(',', faults.Select(fault => fault.Rule)));
        Assert.All(faults, fault => Assert.Equal("name", fault.Field));
    }

    [Theory]
    [InlineData(null, "length")]
    [InlineData("", "length")]
    [InlineData("a", "length")]
    [InlineData("a b", "")]
    [InlineData("abcd", "")]
    [InlineData("abcde", "length")]
    [InlineData("é ñ", "")]
    [InlineData("\U0001F600\U0001F600", "")]
    [InlineData("a\tb", "characters")]
    [InlineData("a\u200Bb", "characters")]
    [InlineData("a\u202Eb", "characters")]
    [InlineData("a\U000E0041", "characters")]
    [InlineData("a\u2028b", "characters")]
    [InlineData("a\u2029b", "characters")]
    [InlineData("a\u0378b", "characters")]
    [InlineData("\n", "length,characters")]
    public void CheckLine_TwoToFourUtf16Units_TellsTheRules(string? text, string expected)
    {
        var faults = TextRule.CheckLine("reason", text, minimumLength: 2, maximumLength: 4).ToArray();

        Assert.Equal(expected, string.Join(',', faults.Select(fault => fault.Rule)));
        Assert.All(faults, fault => Assert.Equal("reason", fault.Field));
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("", "required")]
    [InlineData(" ", "")]
    [InlineData("abcde", "max_length")]
    public void CheckRequired_UpToFourUtf16Units_TellsTheRules(string? text, string expected)
    {
        var faults = TextRule.CheckRequired("name", text, maximumLength: 4);

        Assert.Equal(expected, string.Join(',', faults.Select(fault => fault.Rule)));
    }
}
