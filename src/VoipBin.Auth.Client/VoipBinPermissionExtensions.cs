using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace VoipBin.Auth.Client;

/// <summary>Says which permission a route needs. Whether a row belongs to the caller's customer is for the service itself to check.</summary>
public static class VoipBinPermissionExtensions
{
    /// <summary>Lets in who has at least one of these bits, and super admins: 401 without an identity, 403 without the permission.</summary>
    /// <param name="builder">A route, or a group of them.</param>
    /// <param name="any">One or more bits, for example <c>VoipBinPermissions.CustomerAdmin | VoipBinPermissions.CustomerManager</c>; no bit includes another.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="any"/> has no bit.</exception>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, VoipBinPermissions any)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequirePermission(any).Build());

    /// <summary>The same, for a policy that also asks for other things.</summary>
    /// <inheritdoc cref="RequirePermission{TBuilder}"/>
    public static AuthorizationPolicyBuilder RequirePermission(this AuthorizationPolicyBuilder builder, VoipBinPermissions any)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfEqual(any, VoipBinPermissions.None);
        return builder.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(any));
    }
}
