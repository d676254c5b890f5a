using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>An agent as a page shows it, with what the visitor may do to it: the same as <see cref="AgentCommands"/> lets him do.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Caller">The visitor.</param>
internal sealed record AgentView(Agent Agent, Caller Caller)
{
    /// <summary>The new username that waits to be confirmed; null for none.</summary>
    public MailedLink? Pending { get; init; }

    /// <summary>What people call it: agents need no name.</summary>
    public string Title => Agent.Name.Length > 0 ? Agent.Name : Agent.Username;

    public string Path => PathOf(Agent.Id);

    public bool IsSelf => Agent.Id == Caller.AgentId;

    /// <summary>Whether it has no password yet, and so cannot sign in.</summary>
    public bool IsInvited => Agent.PasswordHash is null;

    /// <summary>Whether the visitor may change name and detail.</summary>
    public bool MayDescribe => IsPerson && (IsSelf || IsWithinReach);

    /// <summary>Whether the visitor may change what the agent may do.</summary>
    public bool MayAdminister => IsPerson && IsAdmin && IsWithinReach;

    /// <summary>Whether the visitor may ask for another username.</summary>
    public bool MayRename => MayAdminister || IsSelf;

    /// <summary>Whether the visitor must show for that that he knows his password: with his username somebody could have his password mailed.</summary>
    public bool NeedsPassword => IsSelf || !IsAdmin;

    /// <summary>Whether the visitor may set the password. His own he sets with his sessions.</summary>
    public bool MaySetPassword => MayAdminister && !IsSelf;

    /// <summary>Whether the visitor may have a link mailed that sets it.</summary>
    public bool MayMailLink => IsPerson && IsWithinReach && !IsSelf;

    public bool MayRemove => IsWithinReach;

    /// <summary>The page of an agent.</summary>
    public static string PathOf(Guid agentId) => $"{AgentTableQuery.Path}/{agentId}";

    private bool IsPerson => Caller.AgentId is not null;

    private bool IsAdmin => Caller.Has(Permission.CustomerAdmin);

    /// <summary>Whether the visitor could grant every bit that the agent holds.</summary>
    private bool IsWithinReach => Caller.MayGrant(Agent.Permission);
}

/// <summary>A page of the table.</summary>
/// <param name="Rows">The agents.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="MayInvite">Whether the visitor may invite agents.</param>
internal sealed record AgentTable(IReadOnlyList<AgentView> Rows, int Count, AgentTableQuery Query, bool MayInvite)
{
    public int Pages => Math.Max(1, (Count + AgentSearch.PageSize - 1) / AgentSearch.PageSize);
}

/// <summary>What a form offers that says what an agent may do.</summary>
/// <param name="Current">What is chosen while nobody has chosen.</param>
/// <param name="Grantable">The bits that the visitor may give.</param>
/// <param name="View">The agent; null for one that is to be invited.</param>
internal sealed record PermissionOffer(Permission Current, Permission Grantable, AgentView? View = null);
