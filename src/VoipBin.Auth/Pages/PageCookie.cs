using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Pages;

/// <summary>The cookie that a form is bound to. Secure as the token's cookie is, whatever the connection from the proxy looks like.</summary>
internal sealed class PageCookie : CookieBuilder
{
    public PageCookie()
    {
        Name = "voipbin_form";
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        SameSite = SameSiteMode.Strict;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = !Forwarding.IsLaptop(context.Request);
        return options;
    }
}
