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

    /// <summary>Somebody who operates the platform, and logged in.</summary>
    public static readonly AuthorizationPolicy ProjectSuperAdminAgent =
        Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.ProjectSuperAdmin));

    /// <summary>A service of a customer, by its accesskey; or somebody who operates the platform, and logged in.</summary>
    public static readonly AuthorizationPolicy Introspector = Build(new ActiveAccountRequirement(), new IntrospectorRequirement());

    /// <summary>Somebody who logged in.</summary>
    public static readonly AuthorizationPolicy Agent = Build(new ActiveAccountRequirement(), new AgentRequirement());

    /// <summary>A customer admin who logged in, even when the customer is frozen.</summary>
    public static readonly AuthorizationPolicy CustomerAdminAgentEvenFrozen = Build(new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Whoever holds a token, even when the customer is frozen, and also by a delegate: to end that token.</summary>
    public static readonly AuthorizationPolicy TokenEvenFrozen = Assemble(new TokenRequirement());

    private static AuthorizationPolicy Build(params CallerRequirement[] requirements) => Assemble([new NoDelegateChangeRequirement(), .. requirements]);

    private static AuthorizationPolicy Assemble(params CallerRequirement[] requirements) =>
        new AuthorizationPolicyBuilder(Schemes.Credential)
            .RequireAuthenticatedUser()
            .AddRequirements([new SameSiteRequirement(), .. requirements])
            .Build();
}
