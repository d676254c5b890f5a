using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>A bit of a permission as people know it.</summary>
/// <param name="Bit">The bit.</param>
/// <param name="Field">The name of its box in a form.</param>
/// <param name="Summary">What it lets an agent do.</param>
internal sealed record AgentRole(Permission Bit, string Field, string Summary)
{
    /// <summary>The value of a box that is ticked.</summary>
    public const string Ticked = "yes";

    /// <summary>A field that says that the boxes were on the form: those that are not ticked send nothing.</summary>
    public const string Shown = "roles";

    public static readonly IReadOnlyList<AgentRole> All =
    [
        new(Permission.CustomerAdmin, "admin", "Manages the account: accesskeys, agents, and the account itself."),
        new(Permission.CustomerManager, "manager", "Sees agents and account; invites and removes people who are agents only."),
        new(Permission.CustomerAgent, "agent", "Works for the account, and manages nothing."),
        new(Permission.ProjectSuperAdmin, "operator", "Operates this service: may do everything, for every customer."),
    ];

    /// <summary>What it is called.</summary>
    public string Title => PermissionWords.WordOf(Bit);

    /// <summary>The permission that the ticked boxes amount to.</summary>
    public static Permission Read(SubmittedForm form) => All.Where(role => form[role.Field] == Ticked).Aggregate(Permission.None, (sum, role) => sum | role.Bit);
}
