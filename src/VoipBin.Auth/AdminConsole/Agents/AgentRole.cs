using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>A bit of a permission as people know it.</summary>
/// <param name="Bit">The bit.</param>
/// <param name="Field">The name of its box in a form.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it lets an agent do.</param>
internal sealed record AgentRole(Permission Bit, string Field, string Title, string Summary)
{
    /// <summary>The value of a box that is ticked.</summary>
    public const string Ticked = "yes";

    /// <summary>A field that says that the boxes were on the form: those that are not ticked send nothing.</summary>
    public const string Shown = "roles";

    public static readonly IReadOnlyList<AgentRole> All =
    [
        new(Permission.CustomerAdmin, "admin", "Admin", "Manages the account: accesskeys, agents, and the account itself."),
        new(Permission.CustomerManager, "manager", "Manager", "Sees agents and account; invites and removes people who are agents only."),
        new(Permission.CustomerAgent, "agent", "Agent", "Works for the account, and manages nothing."),
        new(Permission.ProjectSuperAdmin, "operator", "Operator", "Operates this service: may do everything, for every customer."),
    ];

    /// <summary>A permission in words.</summary>
    public static string Describe(Permission permission) =>
        All.Where(role => permission.HasFlag(role.Bit)).Select(role => role.Title).ToArray() is { Length: > 0 } titles ? string.Join(" and ", titles) : "No rights";

    /// <summary>The permission that the ticked boxes amount to.</summary>
    public static Permission Read(SubmittedForm form) => All.Where(role => form[role.Field] == Ticked).Aggregate(Permission.None, (sum, role) => sum | role.Bit);
}
