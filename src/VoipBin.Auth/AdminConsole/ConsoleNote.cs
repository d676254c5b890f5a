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
    public const string CustomerUnregistered = "customer-unregistered";
    public const string CustomerRecovered = "customer-recovered";
    public const string CustomerDeleted = "customer-deleted";
    public const string PasswordChanged = "password-changed";
    public const string SignedOutEverywhere = "signed-out-everywhere";

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
        [AgentInvited] = new("The agent is added, and a link to set a password is on its way. It is good for 24 hours."),
        [AgentKnown] = new("You have an agent with this address already: this one. Nothing was mailed again.", IsGood: false),
        [AgentRemoved] = new("The agent is removed, and every session of it has ended."),
        [AgentGone] = new("There is no such agent (any more).", IsGood: false),
        [AgentPasswordSet] = new("The password is set, and every session of the agent has ended."),
        [AgentLinkMailed] = new("A link to set a new password is on its way. It is good for one hour. No more than one a minute is mailed."),
        [ConfirmationMailed] = new("A link is on its way to that address. When it is used, the address counts; until then the present one does. No more than one a minute is mailed."),
        [ChangeWithdrawn] = new("Nothing changes: the present address stays, and the link that was mailed is no longer good."),
        [CustomerUnregistered] = new("Your account is frozen, and is going to be deleted. Until then you can take that back here.", IsGood: false),
        [CustomerRecovered] = new("Your account is recovered, and will not be deleted."),
        [CustomerDeleted] = new("The account is deleted, with everything in it that names a person."),
        [PasswordChanged] = new("Your password is changed, and every session has ended. Sign in with the new one."),
        [SignedOutEverywhere] = new("You are signed out everywhere: every session has ended."),
    }.ToFrozenDictionary();

    /// <summary>The note of that word; null for any other.</summary>
    public static ConsoleNote? Find(string? word) => word is null ? null : All.GetValueOrDefault(word);
}
