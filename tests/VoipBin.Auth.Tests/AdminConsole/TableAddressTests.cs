using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using VoipBin.Auth.AdminConsole;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class TableAddressTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData(null, "")]
    [InlineData("  two words ", "two words")]
    [InlineData("a\0b", "ab")]
    [InlineData("vb_a3Bf9xKm", "vb_a3Bf9xKm")]
    [InlineData("key vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe!", "key vb_a3Bf9xKm!")]
    public void TextOf_Text_IsTrimmed(string? text, string expected) => Assert.Equal(expected, TextOf(text));

    [Theory]
    [InlineData(TableAddress.TextMaximumLength - 2, TableAddress.TextMaximumLength)]
    [InlineData(TableAddress.TextMaximumLength - 1, TableAddress.TextMaximumLength - 1)]
    [InlineData(TableAddress.TextMaximumLength, TableAddress.TextMaximumLength)]
    public void TextOf_LongText_IsCutBetweenCharacters(int before, int length)
    {
        var text = TextOf(new string('a', before) + "😀😀");

        Assert.Equal(length, text.Length);
        Assert.Equal(text, Strict.GetString(Strict.GetBytes(text)));
    }

    [Theory]
    [InlineData("", 1, null, "/table")]
    [InlineData("a&b", 1, null, "/table?q=a%26b")]
    [InlineData("", 3, "sort=name", "/table?sort=name&page=3")]
    [InlineData("x", 2, null, "/table?q=x&page=2")]
    public void Of_WhatIsSaid_SaysNoMore(string text, int page, string? further, string expected) => Assert.Equal(expected, TableAddress.Of("/table", text, page, further));

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 1)]
    [InlineData("-1", 1)]
    [InlineData("nothing", 1)]
    [InlineData("999999999999", 1)]
    public void PageOf_Query_IsAPage(string page, int expected) => Assert.Equal(expected, TableAddress.PageOf(Query("page", page)));

    private static string TextOf(string? text) => TableAddress.TextOf(Query("q", text));

    private static QueryCollection Query(string name, string? value) => new(new Dictionary<string, StringValues> { [name] = value });
}
