using System.Security.Claims;

namespace VoipBin.Auth.Client;

/// <summary>Who a request's user is.</summary>
public static class VoipBinPrincipalExtensions
{
    /// <summary>The caller that this package authenticated; null when it authenticated nobody. Claims that another scheme made are not looked at.</summary>
    public static VoipBinCaller? FindVoipBinCaller(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        var identity = principal.Identities.FirstOrDefault(identity => identity.AuthenticationType == VoipBinIdentityDefaults.AuthenticationScheme);
        return identity is null ? null : VoipBinCaller.Read(identity);
    }

    /// <summary>The caller, where a policy has made sure of one.</summary>
    /// <exception cref="InvalidOperationException">Nobody was authenticated.</exception>
    public static VoipBinCaller GetVoipBinCaller(this ClaimsPrincipal principal) => principal.FindVoipBinCaller()
        ?? throw new InvalidOperationException("Nobody was authenticated: does this route have RequireAuthorization() or RequirePermission(…)?");
}
