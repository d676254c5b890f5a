using System.Collections.Frozen;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;
using VoipBin.Auth.PasswordReset;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>A kind of event in words.</summary>
/// <param name="Type">The audit trail's word.</param>
/// <param name="Group">Under which heading it is chosen.</param>
/// <param name="Sentence">What happened.</param>
internal sealed record ActivityKind(string Type, string Group, string Sentence)
{
    private const string Accesskeys = "Accesskeys";
    private const string SignIn = "Signing in";
    private const string People = "Agents";
    private const string Account = "Account";

    /// <summary>All that happens, as it is offered to choose from; a test compares with what is recorded.</summary>
    public static readonly IReadOnlyList<ActivityKind> All =
    [
        new(AccesskeyEvents.Created, Accesskeys, "An accesskey was made"),
        new(AccesskeyEvents.Updated, Accesskeys, "An accesskey's name or detail was changed"),
        new(AccesskeyEvents.Deleted, Accesskeys, "An accesskey was deleted"),
        new(AgentEvents.SignInRefused, SignIn, "A sign-in was refused"),
        new(AgentEvents.PasswordRefused, SignIn, "A password that had to be given again was wrong"),
        new(LogoutCommand.OneEvent, SignIn, "Somebody signed out"),
        new(LogoutCommand.AllEvent, SignIn, "Somebody signed out everywhere"),
        new(PasswordResetEvents.Requested, SignIn, "A link to set a new password was asked for"),
        new(PasswordResetEvents.Reset, SignIn, "A password was set by a mailed link"),
        new(AgentEvents.PasswordChanged, SignIn, "A password was changed"),
        new(AgentEvents.Created, People, "An agent was added"),
        new(AgentEvents.Updated, People, "An agent's name or detail was changed"),
        new(AgentEvents.PermissionChanged, People, "What an agent may do was changed"),
        new(AgentEvents.UsernameRequested, People, "A new username was asked for, and waits to be confirmed"),
        new(AgentEvents.UsernameChanged, People, "A username was changed"),
        new(AgentEvents.UsernameWithdrawn, People, "A new username was asked for no more"),
        new(AgentEvents.UsernameConflicted, People, "A username was asked for that somebody has"),
        new(AgentEvents.Deleted, People, "An agent was removed"),
        new(CustomerEvents.Created, Account, "The account was made"),

        // The first start knows this folder as little as this folder knows it.
        new("customer.bootstrapped", Account, "The account was made when the service first started"),
        new(CustomerEvents.Updated, Account, "The account's name or detail was changed"),
        new(CustomerEvents.EmailVerified, Account, "The account's email address was confirmed"),
        new(CustomerEvents.EmailRequested, Account, "A new email address was asked for, and waits to be confirmed"),
        new(CustomerEvents.EmailChanged, Account, "The account's email address was changed"),
        new(CustomerEvents.EmailWithdrawn, Account, "A new email address was asked for no more"),
        new(CustomerEvents.UpdateConflicted, Account, "An email address was asked for that another account has"),
        new(CustomerEvents.Frozen, Account, "The account was frozen by an operator"),
        new(CustomerEvents.Unregistered, Account, "The account was unregistered, to be deleted later"),
        new(CustomerEvents.Recovered, Account, "The account was recovered"),
        new(CustomerEvents.Deleted, Account, "The account was deleted"),
        new(DelegateCommand.DelegatedEvent, Account, "An operator began to act for the account"),
        new(DelegateCommand.EndedEvent, Account, "An operator stopped acting for the account"),
    ];

    private static readonly FrozenDictionary<string, ActivityKind> ByType = All.ToFrozenDictionary(kind => kind.Type);

    /// <summary>The kind of that word; null for any other.</summary>
    public static ActivityKind? Find(string? type) => type is null ? null : ByType.GetValueOrDefault(type);
}
