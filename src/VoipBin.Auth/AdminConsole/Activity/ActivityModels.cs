using VoipBin.Auth.Audit;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>A page of events.</summary>
/// <param name="Rows">The events, newest first.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="Agents">Who can be chosen, by name.</param>
/// <param name="Newer">The page before; null on the first.</param>
/// <param name="Older">The page after; null on the last.</param>
internal sealed record ActivityTable(IReadOnlyList<ActivityRow> Rows, ActivityQuery Query, IReadOnlyList<(Guid Id, string Name)> Agents, ActivityQuery? Newer, ActivityQuery? Older);

/// <summary>An event as a page shows it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Subject">To whom or to what; null when the sentence says it.</param>
internal sealed record ActivityRow(AuditEvent Event, ActivityParty Actor, ActivityParty? Subject)
{
    /// <summary>What happened; null for a kind that we have no words for.</summary>
    public string? Sentence => ActivityKind.Find(Event.Type)?.Sentence;

    public IReadOnlyList<ActivityChange> Changes => ActivityChange.Of(Event.Data);
}

/// <summary>Who did something, or to whom or what it was done.</summary>
/// <param name="Name">What people call it; or, when it has no name, what it is.</param>
/// <param name="IsNamed">Whether somebody gave it that name.</param>
/// <param name="Path">Its page; null for none.</param>
internal sealed record ActivityParty(string Name, bool IsNamed, string? Path = null)
{
    public static readonly ActivityParty Nobody = new("Without signing in", IsNamed: false);

    /// <summary>An operator, or somebody who was removed so long ago that nothing of him is left.</summary>
    public static readonly ActivityParty Stranger = new("Somebody outside this account", IsNamed: false);

    public static readonly ActivityParty LostAccesskey = new("An accesskey that is gone", IsNamed: false);
}
