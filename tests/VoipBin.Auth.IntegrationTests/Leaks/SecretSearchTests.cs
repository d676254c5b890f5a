using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>The search finds what is there: a search that finds nothing proves nothing else.</summary>
public sealed class SecretSearchTests
{
    private const string Accesskey = "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe";
    private const string Token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJBYkNkRWZHaElqS2xNbk9wUXJTdFV2V3gifQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /// <summary>How somebody might write a text down; each written by another piece of code than the one that searches, where there is one.</summary>
    public static TheoryData<string> Ways => [.. Writers.Keys];

    private static readonly Dictionary<string, Func<string, string>> Writers = new()
    {
        ["as it is"] = text => text,
        ["in lower case"] = text => text.ToLowerInvariant(),
        ["in upper case"] = text => text.ToUpperInvariant(),
        ["base64"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["base64, one byte later"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + text + "bc")),
        ["base64, two bytes later"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + text + "c")),
        ["base64 for URLs, in JSON"] = text => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { password = text })),
        ["base64 of credentials"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes($"somebody:{text}")),
        ["every character URL-encoded"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => "%" + Convert.ToHexString([value]))),
        ["every character URL-encoded, in lower case"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => "%" + Convert.ToHexStringLower([value]))),
        ["URL-encoded as a query"] = WebUtility.UrlEncode,
        ["URL-encoded twice"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => "%25" + Convert.ToHexString([value]))),
        ["hexadecimal"] = text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        ["hexadecimal, as PostgreSQL prints bytes"] = text => "\\x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        ["hexadecimal with dashes"] = text => BitConverter.ToString(Encoding.UTF8.GetBytes(text)),
        ["escaped for JSON"] = text => string.Concat(text.Select(character => "\\u00" + Convert.ToHexStringLower([(byte)character]))),
        ["escaped for JSON, in upper case"] = text => string.Concat(text.Select(character => "\\u00" + Convert.ToHexString([(byte)character]))),
        ["as a string of JSON"] = text => JsonSerializer.Serialize(text),
        ["escaped for HTML"] = text => string.Concat(text.Select(character => $"&#x{Convert.ToHexString([(byte)character])};")),
        ["escaped for HTML by numbers"] = text => string.Concat(text.Select(character => $"&#{(int)character};")),
        ["as text of HTML"] = HtmlEncoder.Default.Encode,
        ["UTF-16"] = text => Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(text)),
        ["half of it"] = text => text[(text.Length / 2)..],
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void In_SecretWrittenDown_IsFound(string way)
    {
        foreach (var secret in (Secret[])[new("password", Secret.Mark + " passphrase", Secret.Mark), Secret.Accesskey(Accesskey), Secret.Token(Token), Secret.Long("link", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Accesskey[..32])))])
        {
            if (way == "half of it" && secret.Kind == "password")
            {
                continue;
            }

            var search = new SecretSearch();
            search.Add(secret);

            search.In("log", "line 1", $"something {Writers[way](secret.Text)} something");

            Assert.Contains(search.Found, line => line.StartsWith($"log, line 1: {secret} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("code 123456 was sent", true)]
    [InlineData("\"123456\"", true)]
    [InlineData("123456", true)]
    [InlineData("at 12:00:01.123456Z", false)]
    [InlineData("a1123456", false)]
    [InlineData("2123456", false)]
    [InlineData("MTIzNDU2", true)]
    public void In_Code_IsFoundOnlyAlone(string text, bool expected)
    {
        var search = new SecretSearch();
        search.Add(Secret.Code("123456"));

        search.In("log", "line 1", text);

        Assert.Equal(expected, search.Found.Any());
    }

    [Fact]
    public void In_PlaceThatMayHoldIt_FindsOnlyTheOthers()
    {
        var search = new SecretSearch();
        var accesskey = search.Add(Secret.Accesskey(Accesskey));
        search.Add(Secret.Token(Token));

        search.In("response", "creation", $"{Accesskey} {Token}", may: secret => secret == accesskey);

        Assert.All(search.Found, line => Assert.StartsWith("response, creation: token ", line, StringComparison.Ordinal));
        Assert.NotEmpty(search.Found);
    }

    /// <summary>The hash of a credential is what the database knows it by; a log has no business with it.</summary>
    [Fact]
    public void In_Hash_IsFoundUnlessItMayBeThere()
    {
        const string Hash = "780075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123ac";
        var search = new SecretSearch();
        search.Add(Secret.Accesskey(Accesskey));

        search.In("table", "accesskeys", $"\\x{Hash} {Convert.ToBase64String(Convert.FromHexString(Hash))}", mayHashes: true);
        Assert.Empty(search.Found);
        search.In("log", "line 1", Hash);
        search.In("log", "line 2", Convert.ToBase64String(Convert.FromHexString(Hash)));
        search.In("log", "line 3", Hash.ToUpperInvariant());

        Assert.Equal(3, search.Found.Count());
    }

    [Fact]
    public void In_NothingOfIt_FindsNothing()
    {
        var search = new SecretSearch();
        search.Add(Secret.Accesskey(Accesskey));
        search.Add(Secret.Token(Token));

        search.In("log", "line 1", Accesskey[..11] + " " + Token.Split('.')[0] + " " + Accesskey[..3]);

        Assert.Empty(search.Found);
        Assert.Equal((1, 52L), search.Places["log"]);
    }
}
