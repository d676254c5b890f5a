using System.Globalization;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>The cookie <c>token</c>, for people who use the API from a browser.</summary>
internal static class TokenCookie
{
    /// <summary>Sets the cookie, unless the request was made for a page of another site.</summary>
    /// <returns>Whether it was set.</returns>
    public static bool TrySet(HttpContext context, TokenText token, TimeSpan lifetime, Uri? publicUrl)
    {
        if (CrossSite.IsFromElsewhere(context.Request, publicUrl))
        {
            return false;
        }

        Append(context, token.Reveal(), lifetime);
        return true;
    }

    public static void Clear(HttpContext context) => Append(context, "", TimeSpan.Zero);

    private static void Append(HttpContext context, string value, TimeSpan lifetime)
    {
        var seconds = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var secure = Forwarding.IsLaptop(context.Request) ? "" : " Secure;";
        context.Response.Headers.Append("Set-Cookie", $"{CredentialParameters.Token}={value}; Path=/; Max-Age={seconds}; HttpOnly;{secure} SameSite=Strict");
    }
}
