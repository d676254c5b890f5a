using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Agents;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>Finds what happened, and the names of who did it: always of the visitor's own customer. Whoever sees that may open the pages of keys and agents, too: see <see cref="ConsolePolicies"/>.</summary>
internal sealed class ActivityViews(AuditStore audit, AgentStore agents, AccesskeyStore accesskeys)
{
    /// <summary>Events on a page.</summary>
    public const int PageSize = 25;

    public async Task<ActivityTable> ListAsync(Caller caller, ActivityQuery query, CancellationToken cancellationToken)
    {
        var (events, newer, older) = await FindPageAsync(caller.CustomerId, query, cancellationToken);
        return new(await NameAsync(caller.CustomerId, events, cancellationToken), query, await FindAgentsAsync(caller.CustomerId, query.AgentId, cancellationToken), newer, older);
    }

    /// <summary>The newest events of a kind.</summary>
    public async Task<IReadOnlyList<ActivityRow>> FindLatestAsync(Caller caller, string type, DateTimeOffset since, int count, CancellationToken cancellationToken)
    {
        var events = await audit.ListAsync(caller.CustomerId, new() { Type = type, From = since }, new() { Size = count }, cancellationToken);
        return await NameAsync(caller.CustomerId, [.. events.Take(count)], cancellationToken);
    }

    /// <summary>The events, and the pages beside them. Where there is no full page of newer ones, the first page is shown.</summary>
    private async Task<(IReadOnlyList<AuditEvent> Events, ActivityQuery? Newer, ActivityQuery? Older)> FindPageAsync(Guid customerId, ActivityQuery query, CancellationToken cancellationToken)
    {
        if (query.Newer is { } place
            && await audit.ListBeforeAsync(customerId, query.Filter, PageSize, (place.TmCreate, place.Id), cancellationToken) is { Count: > PageSize } before)
        {
            AuditEvent[] events = [.. before.Skip(1)];
            return (events, query with { Newer = CursorOf(events[0]) }, query with { Newer = null, Older = CursorOf(events[^1]) });
        }

        var cursor = query.Newer is null ? query.Older : null;
        var rows = await audit.ListAsync(customerId, query.Filter, new() { Size = PageSize, After = cursor is null ? null : (cursor.TmCreate, cursor.Id) }, cancellationToken);
        AuditEvent[] shown = [.. rows.Take(PageSize)];
        return (
            shown,
            cursor is null ? null : query with { Older = null, Newer = shown is [var first, ..] ? CursorOf(first) : null },
            rows.Count > PageSize ? query with { Newer = null, Older = CursorOf(shown[^1]) } : null);
    }

    private async Task<IReadOnlyList<ActivityRow>> NameAsync(Guid customerId, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. events.SelectMany(audited => new[] { audited.AgentId, audited.AccesskeyId, audited.SubjectId }).OfType<Guid>().Distinct()];
        var people = await agents.FindEvenDeletedAsync(customerId, ids, cancellationToken);
        var keys = await accesskeys.FindEvenDeletedAsync(customerId, ids, cancellationToken);
        return [.. events.Select(audited => new ActivityRow(audited, ActorOf(audited), Find(audited.SubjectId)))];

        ActivityParty ActorOf(AuditEvent audited) => audited switch
        {
            { AgentId: { } agentId } => Find(agentId) ?? ActivityParty.Stranger,
            { AccesskeyId: { } accesskeyId } => Find(accesskeyId) ?? ActivityParty.LostAccesskey,
            _ => ActivityParty.Nobody,
        };

        ActivityParty? Find(Guid? id) => id switch
        {
            { } agentId when people.TryGetValue(agentId, out var agent) => PartyOf(agent),
            { } accesskeyId when keys.TryGetValue(accesskeyId, out var accesskey) => PartyOf(accesskey),
            _ => null,
        };
    }

    /// <summary>Who can be chosen: the newest hundred, and whoever is chosen.</summary>
    private async Task<IReadOnlyList<(Guid Id, string Name)>> FindAgentsAsync(Guid customerId, Guid? chosen, CancellationToken cancellationToken)
    {
        var living = await agents.ListAsync(customerId, new() { Size = PageRequest.MaximumSize }, cancellationToken);
        List<(Guid Id, string Name)> all = [.. living.Take(PageRequest.MaximumSize).Select(agent => (agent.Id, agent.Username)).OrderBy(agent => agent.Username, StringComparer.OrdinalIgnoreCase)];
        if (chosen is { } id && !all.Exists(agent => agent.Id == id))
        {
            var found = await agents.FindEvenDeletedAsync(customerId, [id], cancellationToken);
            all.Add((id, found.TryGetValue(id, out var agent) ? agent.Username : ActivityParty.Stranger.Name));
        }

        return all;
    }

    private static ActivityParty PartyOf(Agent agent) =>
        new(agent.Username, IsNamed: true, agent.TmDelete is null ? AgentView.PathOf(agent.Id) : null);

    private static ActivityParty PartyOf(Accesskey accesskey) =>
        new(AccesskeyView.TitleOf(accesskey), IsNamed: true, accesskey.TmDelete is null ? $"{AccesskeyTableQuery.Path}/{accesskey.Id}" : null);

    private static PageCursor CursorOf(AuditEvent audited) => new(audited.TmCreate, audited.Id);
}
