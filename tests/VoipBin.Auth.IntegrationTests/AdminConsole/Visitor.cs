using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>Somebody at a browser: keeps cookies, fills forms in as they are shown, and follows no redirect by itself.</summary>
internal sealed partial class Visitor(AuthService service)
{
    public const string SessionCookie = "voipbin_console";
    public const string DelegateCookie = "voipbin_console_delegate";
    public const string Password = "lantern mosaic harbour";

    private const string FormType = "Content-Type: application/x-www-form-urlencoded";

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Somebody with a session of that token.</summary>
    public static Visitor With(AuthService service, string token) => new(service) { Cookies = { [SessionCookie] = token } };

    /// <summary>Somebody of a new customer, with a session.</summary>
    public static async Task<(Visitor Visitor, Agent Agent)> AddAsync(AuthService service, Permission permission = Permission.CustomerAdmin, string? password = null)
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, permission, password);
        return (With(service, service.Seed.IssueToken(agent)), agent);
    }

    public Task<RawResponse> GetAsync(string target, params string[] headers) => SendAsync("GET", target, body: null, headers);

    /// <summary>Opens the page, fills the form in its middle in, and sends it.</summary>
    public async Task<RawResponse> SubmitAsync(string target, params (string Name, string Value)[] fields) => await SubmitAsync(await GetAsync(target), target.Split('?')[0], fields);

    /// <summary>Fills in and sends the form of a page that is open.</summary>
    public Task<RawResponse> SubmitAsync(RawResponse page, string path, params (string Name, string Value)[] fields)
    {
        var all = HiddenOf(page);
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return PostAsync(path, all);
    }

    /// <summary>Presses the button of a form that stands outside of a page's middle.</summary>
    public Task<RawResponse> PressAsync(RawResponse page, string path)
    {
        var form = page.Body[page.Body.IndexOf($"action=\"{path}\"", StringComparison.Ordinal)..];
        return PostAsync(path, HiddenPattern().Matches(form).Take(1).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))));
    }

    /// <summary>Sends fields that no page of ours need have shown.</summary>
    public Task<RawResponse> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, params string[] headers) =>
        SendAsync("POST", path, string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")), [FormType, .. headers]);

    /// <summary>The hidden fields of the form in a page's middle.</summary>
    public static Dictionary<string, string> HiddenOf(RawResponse page) => HiddenPattern().Matches(page.Body[page.Body.IndexOf("<main", StringComparison.Ordinal)..])
        .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));

    /// <summary>What stands in a field of a page; null when it has none such.</summary>
    public static string? ValueOf(RawResponse page, string name) =>
        Regex.Match(page.Body, $"<input id=\"{name}\"[^>]* value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups["value"].Value)
            : null;

    private async Task<RawResponse> SendAsync(string method, string target, string? body, string[] headers)
    {
        var cookie = string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        var response = await service.CallAsync(method, target, bearer: null, body, cookie.Length == 0 ? headers : [$"Cookie: {cookie}", .. headers]);
        foreach (var line in response.Headers["Set-Cookie"])
        {
            var (name, value) = line.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : throw new InvalidOperationException(line);
            Cookies[name] = value;
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
        }

        return response;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\" ?/>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenPattern();
}
