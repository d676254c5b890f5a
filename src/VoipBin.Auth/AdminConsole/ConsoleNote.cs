using System.Collections.Frozen;

namespace VoipBin.Auth.AdminConsole;

/// <summary>What a page says about what was done just before. An address holds only its word, so that nobody can put words into our mouth.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="IsGood">Whether it is good news.</param>
internal sealed record ConsoleNote(string Text, bool IsGood = true)
{
    /// <summary>The query's name for the word.</summary>
    public const string Parameter = "done";

    public const string SignedOut = "signed-out";
    public const string SessionEnded = "session-ended";
    public const string NothingSaved = "nothing-saved";
    public const string FormOutOfDate = "form-out-of-date";
    public const string DelegationEnded = "delegation-ended";
    public const string LinkMailed = "link-mailed";
    public const string Saved = "saved";
    public const string AccesskeyDeleted = "accesskey-deleted";
    public const string AccesskeyGone = "accesskey-gone";
    public const string AgentInvited = "agent-invited";
    public const string AgentKnown = "agent-known";
    public const string AgentRemoved = "agent-removed";
    public const string AgentGone = "agent-gone";
    public const string AgentPasswordSet = "agent-password-set";
    public const string AgentLinkMailed = "agent-link-mailed";
    public const string ConfirmationMailed = "confirmation-mailed";
    public const string ChangeWithdrawn = "change-withdrawn";
    public const string OwnCustomerUnregistered = "account-unregistered";
    public const string OwnCustomerRecovered = "account-recovered";
    public const string OwnCustomerDeleted = "account-deleted";
    public const string PasswordChanged = "password-changed";
    public const string SignedOutEverywhere = "signed-out-everywhere";
    public const string CustomerCreated = "customer-created";
    public const string CustomerCreatedWithoutMail = "customer-created-without-mail";
    public const string CustomerEmailRequested = "customer-email-requested";
    public const string CustomerEmailKept = "customer-email-kept";
    public const string CustomerFrozen = "customer-frozen";
    public const string CustomerRecovered = "customer-recovered";
    public const string CustomerDeleted = "customer-deleted";
    public const string CustomerGone = "customer-gone";
    public const string CustomerUnchanged = "customer-unchanged";
    public const string ActingStopped = "acting-stopped";

    private static readonly FrozenDictionary<string, ConsoleNote> All = new Dictionary<string, ConsoleNote>
    {
        [SignedOut] = new("You are signed out."),
        [SessionEnded] = new("Your session has ended. Sign in to go on.", IsGood: false),
        [NothingSaved] = new("Your session had ended, and nothing was saved. Sign in, and you are back at the form.", IsGood: false),
        [FormOutOfDate] = new("This form was out of date, and nothing was saved. Check it, and send it again. Cookies of this site must be allowed.", IsGood: false),
        [DelegationEnded] = new("You no longer act for the customer. If you had sent a form, nothing was done.", IsGood: false),
        [LinkMailed] = new("If there is an account with this address, a link to set a new password is on its way to it. It is good for one hour."),
        [Saved] = new("Your changes are saved."),
        [AccesskeyDeleted] = new("The accesskey is deleted. It is refused from now on."),
        [AccesskeyGone] = new("There is no such accesskey (any more).", IsGood: false),
        [AgentInvited] = new("The agent is added, and a link to set a password is mailed, good for 24 hours. No more than one a minute is mailed to an address."),
        [AgentKnown] = new("You have an agent with this address already: this one. Nothing was mailed again.", IsGood: false),
        [AgentRemoved] = new("The agent is removed, and every session of it has ended."),
        [AgentGone] = new("There is no such agent (any more).", IsGood: false),
        [AgentPasswordSet] = new("The password is set, and every session of the agent has ended."),
        [AgentLinkMailed] = new("A link to set a new password is on its way. It is good for one hour. No more than one a minute is mailed."),
        [ConfirmationMailed] = new("A link is on its way to that address. When it is used, the address counts; until then the present one does. No more than one a minute is mailed."),
        [ChangeWithdrawn] = new("Nothing changes: the present address stays, and the link that was mailed is no longer good."),
        [OwnCustomerUnregistered] = new("Your account is frozen, and is going to be deleted. Until then you can take that back here.", IsGood: false),
        [OwnCustomerRecovered] = new("Your account is recovered, and will not be deleted."),
        [OwnCustomerDeleted] = new("The account is deleted, with everything in it that names a person."),
        [PasswordChanged] = new("Your password is changed, and every session has ended. Sign in with the new one."),
        [SignedOutEverywhere] = new("You are signed out everywhere: every session has ended."),
        [CustomerCreated] = new("The customer is made. A link to choose a password is on its way to its first admin. It is good for 24 hours."),
        [CustomerCreatedWithoutMail] = new("The customer is made, but no link was mailed: this address was sent too many lately. Its admin can ask for one later, as somebody who forgot his password.", IsGood: false),
        [CustomerEmailRequested] = new("The address changes when the link is used that is mailed to it, within 24 hours. No more than one a minute is mailed."),
        [CustomerEmailKept] = new("The address stays what it is. A link that was mailed to another one is no longer good."),
        [CustomerFrozen] = new("The customer is frozen. All its people and programs are refused from now on."),
        [CustomerRecovered] = new("The customer is recovered. Its people and programs are let in again."),
        [CustomerDeleted] = new("The customer is deleted. All its people and programs are refused from now on."),
        [CustomerGone] = new("There is no such customer (any more).", IsGood: false),
        [CustomerUnchanged] = new("Nothing was changed: as the customer is now, that was done already, or cannot be done.", IsGood: false),
        [ActingStopped] = new("You no longer act for this customer."),
    }.ToFrozenDictionary();

    /// <summary>The note of that word; null for any other.</summary>
    public static ConsoleNote? Find(string? word) => word is null ? null : All.GetValueOrDefault(word);
}
