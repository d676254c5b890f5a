using Microsoft.AspNetCore.Authorization;

namespace VoipBin.Auth.AdminConsole;

/// <summary>The pages that every page links to.</summary>
internal static class ConsoleNavigation
{
    /// <summary>In the order in which they are shown. A page is added here, with the policy of its route.</summary>
    public static readonly IReadOnlyList<Item> All =
    [
        new("Overview", "/console", "How your keys are used, and what needs you.", ConsolePolicies.SignedIn),
        new("Accesskeys", "/console/accesskeys", "Keys for your programs: make, find and revoke them.", ConsolePolicies.SeeAccesskeys),
        new("Agents", "/console/agents", "The people of your account: invite them, and say what they may do.", ConsolePolicies.SeeAgents),
        new("Customer", "/console/customer", "Name and address of your account, and its end.", ConsolePolicies.SeeCustomer),
        new("Activity", "/console/activity", "What happened in your account: who did what, when and from where.", ConsolePolicies.SeeActivity),
        new("Sessions", "/console/sessions", "Your password, and where you are signed in.", ConsolePolicies.OwnSessions),
        new("Customers", "/console/customers", "All customers of the platform: find, make, freeze and act for them.", ConsolePolicies.OperateCustomers),
    ];

    /// <param name="Title">What the link says.</param>
    /// <param name="Path">Where it leads.</param>
    /// <param name="Summary">One sentence about the page.</param>
    /// <param name="Policy">Who sees it.</param>
    internal sealed record Item(string Title, string Path, string Summary, AuthorizationPolicy Policy)
    {
        /// <summary>Whether a path is this page, or one below it.</summary>
        public bool IsAt(string path) => path == Path || (Path != ReturnAddress.Home && path.StartsWith(Path + "/", StringComparison.Ordinal));
    }
}
