using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>A page with a form, as a browser holds it: where it came from, what it shows, and the cookie that came with it.</summary>
internal sealed partial record FormPage(AuthService Service, string Target, string Cookie, RawResponse Response)
{
    public const string FormType = "Content-Type: application/x-www-form-urlencoded";

    /// <summary>The value of the hidden field that the cookie belongs to.</summary>
    public string FormToken => Hidden("form_token");

    /// <summary>Where the form is sent, as a browser finds it: relative to where the page came from.</summary>
    public string ActionTarget => new Uri(new Uri(Service.Address, Target), WebUtility.HtmlDecode(ActionPattern().Match(Response.Body).Groups["value"].Value)).PathAndQuery;

    public static async Task<FormPage> OpenAsync(AuthService service, string target, params string[] headers)
    {
        var response = await service.CallAsync("GET", target, headers: headers);
        return new(service, target, CookieOf(response) ?? "", response);
    }

    /// <summary>Opens the page of a link that sets a password.</summary>
    public static Task<FormPage> OpenPasswordAsync(AuthService service, string token, params string[] headers) =>
        OpenAsync(service, $"/auth/password-reset?token={token}", headers);

    /// <summary>Fills the form in and sends it; what comes back is a page again.</summary>
    public async Task<FormPage> SubmitAsync(string password, params string[] headers)
    {
        var target = ActionTarget;
        var response = await Service.CallAsync("POST", target, bearer: null, BodyWith(password), [FormType, $"Cookie: {Cookie}", .. headers]);
        return new(Service, target, CookieOf(response) ?? Cookie, response);
    }

    /// <summary>The form's fields, as a browser writes them.</summary>
    public string BodyWith(string password) =>
        $"form_token={WebUtility.UrlEncode(FormToken)}&token={WebUtility.UrlEncode(Hidden("token"))}&password={WebUtility.UrlEncode(password)}";

    public string Hidden(string name) => WebUtility.HtmlDecode(
        Assert.Single(HiddenPattern().Matches(Response.Body), match => match.Groups["name"].Value == name).Groups["value"].Value);

    private static string? CookieOf(RawResponse response) => response.Headers["Set-Cookie"].SingleOrDefault()?.Split(';')[0];

    [GeneratedRegex("<form [^>]*action=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActionPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenPattern();
}
