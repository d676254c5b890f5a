using System.Net;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>A page with a form, as a browser holds it.</summary>
internal sealed partial record SentForm(MarkedService Service, Exchange Page, string Cookies)
{
    private const string ContentType = "Content-Type: application/x-www-form-urlencoded";

    public Dictionary<string, string> Hidden { get; } = HiddenPattern().Matches(Page.Response.Body)
        .DistinctBy(match => match.Groups["name"].Value)
        .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);

    /// <summary>Opens a page.</summary>
    /// <param name="service">The service.</param>
    /// <param name="target">Where it is.</param>
    /// <param name="cookies">What the browser has already.</param>
    /// <param name="shown">The secrets that the page keeps in a hidden field.</param>
    public static async Task<SentForm> OpenAsync(MarkedService service, string target, string cookies = "", params string[] shown)
    {
        var page = await service.SendAsync("a page", "GET", target, cookies.Length == 0 ? [] : [$"Cookie: {cookies}"]);
        Assert.Equal(200, page.Status);
        return Of(service, page, cookies, shown);
    }

    /// <summary>Sends the form, filled in. What comes back may be a page with a form again.</summary>
    public async Task<SentForm> SendAsync(string target, string[] shown, params (string Name, string Value)[] fields)
    {
        var body = string.Join('&', Hidden.Select(field => (field.Key, field.Value)).Concat(fields).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        return Of(Service, await Service.SendAsync("a form", "POST", target, [ContentType, $"Cookie: {Cookies}"], body), Cookies, shown);
    }

    /// <summary>The value of a cookie that came with the page; empty when none did.</summary>
    public string CookieOf(string name) => Page.Response.Headers["Set-Cookie"].Where(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..].Split(';')[0]).SingleOrDefault("");

    private static SentForm Of(MarkedService service, Exchange page, string cookies, string[] shown)
    {
        foreach (var secret in shown)
        {
            page.HandsOut.UnionWith(service.Search.Find(secret));
        }

        var set = page.Response.Headers["Set-Cookie"].Select(line => line.Split(';')[0]);
        return new(service, page, string.Join("; ", cookies.Split("; ", StringSplitOptions.RemoveEmptyEntries).Concat(set)));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenPattern();
}
