using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>A page with a form, as a browser has it before it.</summary>
internal sealed partial record FormPage(AuthService Service, RawResponse Response)
{
    public const string Target = "/auth/email-verify/form";

    /// <summary>What the browser sends back as its cookie; empty when the page set none.</summary>
    public string Cookie => Response.Header("Set-Cookie").Split(';')[0];

    /// <summary>The hidden fields, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = FieldPattern().Matches(Response.Body)
        .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);

    public static async Task<FormPage> OpenAsync(AuthService service, string target, params string[] headers)
    {
        var response = await service.CallAsync("GET", target, bearer: null, body: null, headers);
        Assert.Equal(200, response.Status);
        return new(service, response);
    }

    /// <summary>Presses the button.</summary>
    public Task<RawResponse> SubmitAsync(params string[] headers) => SendAsync(Service, Fields, [$"Cookie: {Cookie}", .. headers]);

    /// <summary>Sends any fields.</summary>
    public static Task<RawResponse> SendAsync(AuthService service, IReadOnlyDictionary<string, string> fields, params string[] headers) => service.CallAsync(
        "POST",
        Target,
        bearer: null,
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")),
        ["Content-Type: application/x-www-form-urlencoded", .. headers]);

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldPattern();
}
