using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole;

/// <summary>The console's two cookies: who signed in, and for whom an operator acts.</summary>
internal static class ConsoleCookie
{
    /// <summary>The one credential that a request presents to the console. While an operator acts for a customer that is his delegate token, and it is judged alone: what he does for a customer must not be done to his own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isOwn">Whether only the cookie of the session counts.</param>
    public static RequestCredential Read(HttpContext context, bool isOwn) =>
        (isOwn ? null : Read(context, CredentialParameters.ConsoleDelegate)) ?? Read(context, CredentialParameters.ConsoleSession) ?? RequestCredential.Absent.Instance;

    /// <summary>Whether the request carries the cookie of a delegation.</summary>
    public static bool HasDelegate(HttpContext context) => Read(context, CredentialParameters.ConsoleDelegate) is not null;

    public static void SetSession(HttpContext context, TokenText token, TimeSpan lifetime) => Append(context, CredentialParameters.ConsoleSession, token.Reveal(), lifetime);

    public static void SetDelegate(HttpContext context, TokenText token, TimeSpan lifetime) => Append(context, CredentialParameters.ConsoleDelegate, token.Reveal(), lifetime);

    /// <summary>Ends the session and whatever it began.</summary>
    public static void ClearSession(HttpContext context)
    {
        Append(context, CredentialParameters.ConsoleSession, "", TimeSpan.Zero);
        ClearDelegate(context);
    }

    public static void ClearDelegate(HttpContext context) => Append(context, CredentialParameters.ConsoleDelegate, "", TimeSpan.Zero);

    private static RequestCredential? Read(HttpContext context, string name)
    {
        var prefixed = NameFor(context, name);
        var cookies = context.Features.GetRequiredFeature<CarriedCredentials>().OwnCookies.Where(cookie => cookie.Name == prefixed && cookie.Text.Length > 0).ToArray();
        return cookies switch
        {
            [] => null,
            [var (_, text)] => new RequestCredential.Presented(CredentialKind.Token, text) { FromCookie = true },
            _ => RequestCredential.Refused.Credentials,
        };
    }

    /// <summary>Over https only the name counts that no other host can have set.</summary>
    private static string NameFor(HttpContext context, string name) => Forwarding.IsLaptop(context.Request) ? name : CredentialParameters.HostPrefix + name;

    private static void Append(HttpContext context, string name, string value, TimeSpan lifetime)
    {
        var seconds = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var secure = Forwarding.IsLaptop(context.Request) ? "" : " Secure;";
        context.Response.Headers.Append("Set-Cookie", $"{NameFor(context, name)}={value}; Path=/; Max-Age={seconds}; HttpOnly;{secure} SameSite=Strict");
    }
}
