using Microsoft.AspNetCore.Authorization;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole;

/// <summary>
/// Who may open a page or send a form. A policy decides about the route, and about every link to it: what somebody
/// may not do is neither shown nor reachable.
/// </summary>
internal static class ConsolePolicies
{
    private const Permission Managers = Permission.CustomerAdmin | Permission.CustomerManager;

    /// <summary>Anybody who signed in, and whose customer is not frozen.</summary>
    public static readonly AuthorizationPolicy SignedIn = Build(new ActiveAccountRequirement());

    /// <summary>Anybody who signed in.</summary>
    public static readonly AuthorizationPolicy SignedInEvenFrozen = Build();

    /// <summary>Who sees and revokes accesskeys: a customer admin, also one who acts for the customer.</summary>
    public static readonly AuthorizationPolicy SeeAccesskeys = Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who makes and names accesskeys: a customer admin of the customer itself.</summary>
    public static readonly AuthorizationPolicy ChangeAccesskeys = Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who reads the audit trail: a customer admin, also one who acts for the customer.</summary>
    public static readonly AuthorizationPolicy SeeActivity = Build(new ActiveAccountRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who sees the agents: an admin or manager, also one who acts for the customer. He removes those whom he could appoint.</summary>
    public static readonly AuthorizationPolicy SeeAgents = Build(new ActiveAccountRequirement(), new PermissionRequirement(Managers));

    /// <summary>Who invites agents, and names them: an admin or manager of the customer itself.</summary>
    public static readonly AuthorizationPolicy ChangeAgents = Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Managers));

    /// <summary>Who decides what agents may do, and how they get in.</summary>
    public static readonly AuthorizationPolicy AdministerAgents = Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who sees the customer.</summary>
    public static readonly AuthorizationPolicy SeeCustomer = Build(new ActiveAccountRequirement(), new PermissionRequirement(Managers));

    /// <summary>Who changes the customer, and ends it: an admin of the customer itself.</summary>
    public static readonly AuthorizationPolicy ChangeCustomer = Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who takes back that the customer is to end: it is frozen then.</summary>
    public static readonly AuthorizationPolicy RecoverCustomer = Build(new AgentRequirement(), new PermissionRequirement(Permission.CustomerAdmin));

    /// <summary>Who ends his own sessions: somebody who acts for a customer is nobody's "oneself".</summary>
    public static readonly AuthorizationPolicy OwnSessions = Build(new AgentRequirement());

    /// <summary>Who sets his own password.</summary>
    public static readonly AuthorizationPolicy OwnPassword = Build(new ActiveAccountRequirement(), new AgentRequirement());

    /// <summary>Who operates the platform, as himself: while he acts for a customer he is an admin of that, and no more.</summary>
    public static readonly AuthorizationPolicy OperateCustomers = Build(new ActiveAccountRequirement(), new AgentRequirement(), new PermissionRequirement(Permission.ProjectSuperAdmin));

    /// <summary>Who acts for a customer, also when that is frozen.</summary>
    public static readonly AuthorizationPolicy StopActing = Build(new DelegateRequirement());

    /// <summary>Whether somebody fulfils a policy.</summary>
    public static bool Allows(this AuthorizationPolicy policy, Caller caller, HttpContext context) => policy.Requirements.OfType<CallerRequirement>().All(requirement => requirement.IsMet(caller, context));

    private static AuthorizationPolicy Build(params CallerRequirement[] requirements) =>
        new AuthorizationPolicyBuilder(Schemes.Console).RequireAuthenticatedUser().AddRequirements([.. requirements]).Build();
}
