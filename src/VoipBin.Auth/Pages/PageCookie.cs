using System.Buffers;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Pages;

/// <summary>
/// The cookie that a form is bound to. Its name has the prefix that the console's cookies have, wherever a browser takes it: no
/// other host can set it then. The framework knows one name only, and so is shown the cookie under that, and does not set it.
/// </summary>
internal static class PageCookie
{
    /// <summary>The name that the framework knows; the cookie's own on a laptop.</summary>
    public const string Name = "voipbin_form";

    /// <summary>Those of the values that the framework makes; any other could end this cookie and begin another.</summary>
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>How the framework finds the cookie; what it is like is said where it is set.</summary>
    public static CookieBuilder Builder { get; } = new() { Name = Name };

    /// <summary>Shows the framework the one cookie that counts here.</summary>
    public static void Present(HttpContext context)
    {
        var (name, request) = (NameFor(context), context.Request);
        if (name != Name)
        {
            request.Headers.Cookie = request.Cookies[name] is { } value && !value.AsSpan().ContainsAnyExcept(Characters) ? $"{name}={value}; {Name}={value}" : default;
        }
    }

    /// <summary>Sets it, for as long as the browser runs.</summary>
    public static void Set(HttpContext context, string value) => context.Response.Cookies.Append(NameFor(context), value, new()
    {
        Path = "/",
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = !Forwarding.IsLaptop(context.Request),
    });

    private static string NameFor(HttpContext context) => Forwarding.IsLaptop(context.Request) ? Name : CredentialParameters.HostPrefix + Name;
}
