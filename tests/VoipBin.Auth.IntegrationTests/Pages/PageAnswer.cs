using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>What every page must be, whatever it says.</summary>
internal static partial class PageAnswer
{
    /// <summary>Asserts that an answer is a page with this status and heading.</summary>
    public static void Is(RawResponse response, int status, string heading)
    {
        Assert.Equal((status, heading), (response.Status, Heading(response)));
        Assert.Equal("text/html; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal(("no-store", "no-referrer", "nosniff"), (response.Header("Cache-Control"), response.Header("Referrer-Policy"), response.Header("X-Content-Type-Options")));
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            response.Header("Content-Security-Policy"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("blazor", response.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)<script|<style|<link|<img|<iframe|<object|<base|\\bsrc=|\\bhref=|\\bon[a-z]+=|\\bstyle=|url\\(|@import|https?:|//[a-z]", WithoutOurs(response));
        Assert.StartsWith("<!DOCTYPE html>", response.Body, StringComparison.Ordinal);
        Assert.EndsWith("</html>", response.Body.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", response.Body, StringComparison.Ordinal);
    }

    /// <summary>The form asks for another link, with the way there: the one page for a bad one.</summary>
    public static void IsInvalidLink(RawResponse response)
    {
        Is(response, 400, "This link is no longer good");
        Assert.Contains("Ask for a new one.", response.Body, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    /// <summary>A page without what it may load, and without where it may lead.</summary>
    public static string WithoutOurs(RawResponse response) => OursPattern().Replace(response.Body, "");

    public static string Heading(RawResponse response) => WebUtility.HtmlDecode(HeadingPattern().Match(response.Body).Groups["text"].Value);

    /// <summary>What is wrong, as the page says it; empty when it says nothing.</summary>
    public static string Alert(RawResponse response) => WebUtility.HtmlDecode(AlertPattern().Match(response.Body).Groups["text"].Value);

    [GeneratedRegex("<h1>(?<text>[^<]*)</h1>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("role=\"alert\">(?<text>[^<]*)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertPattern();

    /// <summary>What a page may load, and where it may lead: to files of this build, and to pages of the console.</summary>
    [GeneratedRegex("<link rel=\"(icon|stylesheet)\"[^>]* href=\"/assets/console-[0-9a-f]{16}\\.(svg|css)\" />|<script src=\"/assets/console-[0-9a-f]{16}\\.js\" defer></script>|(?<=<a [^>]*)href=\"/console[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OursPattern();
}
