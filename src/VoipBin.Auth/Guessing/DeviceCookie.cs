using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Guessing;

/// <summary>The signed cookie by which a browser shows that somebody has signed in with it before.</summary>
internal sealed class DeviceCookie(IDataProtectionProvider provider)
{
    private readonly ITimeLimitedDataProtector protector = provider.CreateProtector("VoipBin.Auth.Guessing.KnownDevice").ToTimeLimitedDataProtector();

    /// <summary>The browser that a request shows; null for none, and for what is not ours or too old.</summary>
    public KnownDevice? Read(HttpContext context)
    {
        var name = NameFor(context);
        var cookies = context.Features.GetRequiredFeature<CarriedCredentials>().OwnCookies.Where(cookie => cookie.Name == name).ToArray();
        try
        {
            return cookies is [var (_, text)] ? KnownDevice.Parse(protector.Unprotect(WebEncoders.Base64UrlDecode(text.Reveal()))) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Set(HttpContext context, KnownDevice device)
    {
        var value = WebEncoders.Base64UrlEncode(protector.Protect(device.ToBytes(), KnownDevice.Lifetime));
        var seconds = ((long)KnownDevice.Lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var secure = Forwarding.IsLaptop(context.Request) ? "" : " Secure;";
        context.Response.Headers.Append("Set-Cookie", $"{NameFor(context)}={value}; Path=/; Max-Age={seconds}; HttpOnly;{secure} SameSite=Strict");
    }

    /// <summary>Over https only the name counts that no other host can have set.</summary>
    private static string NameFor(HttpContext context) =>
        Forwarding.IsLaptop(context.Request) ? CredentialParameters.KnownDevice : CredentialParameters.HostPrefix + CredentialParameters.KnownDevice;
}
