using Microsoft.AspNetCore.Authorization;

namespace VoipBin.Auth.Authentication;

/// <summary>Who may call a route. Every endpoint names one of these, or is public; a test walks them.</summary>
internal static class CallerPolicies
{
    /// <summary>Anybody with a good credential of a customer that is not frozen.</summary>
    public static readonly AuthorizationPolicy AnyCaller = Build(new ActiveAccountRequirement());

    /// <summary>A customer admin, or an accesskey.</summary>
    public static readonly AuthorizationPolicy CustomerAdmin = Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Somebody who logged in, even when the customer is frozen.</summary>
    public static readonly AuthorizationPolicy AgentEvenFrozen = Build(new AgentRequirement());

    private static AuthorizationPolicy Build(params CallerRequirement[] requirements) =>
        new AuthorizationPolicyBuilder(Schemes.Credential)
            .RequireAuthenticatedUser()
            .AddRequirements([new SameSiteRequirement(), .. requirements])
            .Build();
}
