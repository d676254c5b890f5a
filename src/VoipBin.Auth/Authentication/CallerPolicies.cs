using Microsoft.AspNetCore.Authorization;

namespace VoipBin.Auth.Authentication;

/// <summary>Who may call a route. Every endpoint names one of these, or is public; a test walks them.</summary>
internal static class CallerPolicies
{
    /// <summary>Anybody with a good credential of a customer that is not frozen.</summary>
    public static readonly AuthorizationPolicy AnyCaller = Build(new ActiveAccountRequirement());

    /// <summary>A customer admin, or an accesskey.</summary>
    public static readonly AuthorizationPolicy CustomerAdmin = Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>A customer admin or manager, or an accesskey.</summary>
    public static readonly AuthorizationPolicy CustomerManager =
        Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.CustomerAdmin | Permission.CustomerManager));

    /// <summary>A customer admin who logged in.</summary>
    public static readonly AuthorizationPolicy CustomerAdminAgent =
        Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Somebody who operates the platform.</summary>
    public static readonly AuthorizationPolicy ProjectSuperAdmin = Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.ProjectSuperAdmin));

    /// <summary>Somebody who logged in.</summary>
    public static readonly AuthorizationPolicy Agent = Build(new ActiveAccountRequirement(), new AgentRequirement());

    /// <summary>Somebody who logged in, even when the customer is frozen.</summary>
    public static readonly AuthorizationPolicy AgentEvenFrozen = Build(new AgentRequirement());

    private static AuthorizationPolicy Build(params CallerRequirement[] requirements) =>
        new AuthorizationPolicyBuilder(Schemes.Credential)
            .RequireAuthenticatedUser()
            .AddRequirements([new SameSiteRequirement(), .. requirements])
            .Build();
}
