using VoipBin.Auth.ForwardAuth;

namespace VoipBin.Auth.Tests.ForwardAuth;

public sealed class CanonicalPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/v1.0/calls", "/v1.0/calls")]
    [InlineData("/v1.0/calls/", "/v1.0/calls/")]
    [InlineData("/V1.0/Calls", "/V1.0/Calls")]
    [InlineData("/a...b/...", "/a...b/...")]
    [InlineData("/.well-known/x", "/.well-known/x")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/numbers/%2B4930%23", "/numbers/+4930#")]
    [InlineData("/caf%C3%A9", "/caf\u00e9")]
    [InlineData("/100%25", "/100%")]
    [InlineData("/100%25x2", "/100%x2")]
    [InlineData("/%41", "/A")]
    [InlineData("/a:b@c,d=e&f$g!h'i(j)k*l+m~", "/a:b@c,d=e&f$g!h'i(j)k*l+m~")]
    public void Decode_CanonicalPath_IsDecodedOnce(string path, string expected) => Assert.Equal((expected, null), CanonicalPath.Decode(path));

    [Theory]
    [InlineData("", "absolute")]
    [InlineData("v1.0", "absolute")]
    [InlineData("http://h/v1.0", "absolute")]
    [InlineData("*", "absolute")]
    [InlineData("//v1.0", "empty_segment")]
    [InlineData("/a//b", "empty_segment")]
    [InlineData("/a//", "empty_segment")]
    [InlineData("/.", "dot_segment")]
    [InlineData("/..", "dot_segment")]
    [InlineData("/a/./b", "dot_segment")]
    [InlineData("/a/../b", "dot_segment")]
    [InlineData("/a/..", "dot_segment")]
    [InlineData("/a/%2e%2e/b", "escape")]
    [InlineData("/a/%2E/b", "escape")]
    [InlineData("/a/.%2e/b", "escape")]
    [InlineData("/a%2fb", "escape")]
    [InlineData("/a%2Fb", "escape")]
    [InlineData("/a%5cb", "escape")]
    [InlineData("/a%3bb", "escape")]
    [InlineData("/..%3B/b", "escape")]
    [InlineData("/a%5Cb", "escape")]
    [InlineData("/a%252e", "escape")]
    [InlineData("/a%252Fb", "escape")]
    [InlineData("/a%25%32%65", "escape")]
    [InlineData("/a%25%32e", "escape")]
    [InlineData("/a%2541", "escape")]
    [InlineData("/a%", "escape")]
    [InlineData("/a%2", "escape")]
    [InlineData("/a%zz", "escape")]
    [InlineData("/a%00", "escape")]
    [InlineData("/a%0a", "escape")]
    [InlineData("/a%7f", "escape")]
    [InlineData("/a%c2%85", "escape")]
    [InlineData("/a%ff", "escape")]
    [InlineData("/a%c0%ae", "escape")]
    [InlineData("/a%e0%80%af", "escape")]
    [InlineData("/a%ed%a0%80", "escape")]
    [InlineData("/a\\b", "characters")]
    [InlineData("/a;b", "characters")]
    [InlineData("/a#b", "characters")]
    [InlineData("/a b", "characters")]
    [InlineData("/a\tb", "characters")]
    [InlineData("/caf\u00e9", "characters")]
    [InlineData("/a\u007f", "characters")]
    public void Decode_AnyOtherPath_IsRefused(string path, string rule)
    {
        var (decoded, fault) = CanonicalPath.Decode(path);

        Assert.Null(decoded);
        Assert.Equal(("path", rule), (fault!.Field, fault.Rule));
    }

    /// <summary>What is let through has nothing left that a second reader could resolve or decode: every path of up to four of the parts that matter.</summary>
    [Fact]
    public void Decode_EveryMixture_LeavesNothingToResolve()
    {
        string[] parts = ["/", ".", "..", "%2e", "%2F", "%25", "%", "2e", "a", "%5c", ";", "%41", "%c3%a9", "2f", "%252e", "%3b"];
        var paths = Enumerable.Range(0, 4).Aggregate(
            new List<string> { "/" },
            (shorter, _) => [.. shorter, .. shorter.SelectMany(path => parts.Select(part => path + part))]);

        var decoded = paths.Distinct(StringComparer.Ordinal).Select(path => (Path: path, Decoded: CanonicalPath.Decode(path).Path!)).Where(pair => pair.Decoded is not null).ToArray();

        Assert.InRange(decoded.Length, 100, paths.Count / 2);
        Assert.DoesNotContain(decoded, pair => pair.Decoded != Uri.UnescapeDataString(pair.Decoded));
        Assert.DoesNotContain(decoded, pair => pair.Decoded.TrimEnd('/').Contains("//", StringComparison.Ordinal) || pair.Decoded.EndsWith("//", StringComparison.Ordinal) || pair.Decoded.Split('/').Any(segment => segment is "." or ".."));
        Assert.DoesNotContain(decoded, pair => pair.Path.Count(character => character == '/') != pair.Decoded.Count(character => character == '/'));
    }
}
