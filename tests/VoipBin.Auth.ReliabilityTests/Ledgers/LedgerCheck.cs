using System.Data.Common;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>Holds a ledger against the database, and against what the service says of each credential.</summary>
internal sealed class LedgerCheck(Ledger ledger, StoredRows rows)
{
    private const int ToldFaults = 10;
    private const int ToldLines = 40;
    private const int AtATime = 8;

    private readonly List<string> faults = [.. ledger.Wrong];

    /// <summary>Fails unless everything that was acknowledged is there, nothing is half-made, and each credential is worth what it should be.</summary>
    /// <returns>The figures.</returns>
    public static async Task<string> RunAsync(Ledger ledger, DbConnection connection, params ServiceProcess[] services)
    {
        await using (connection)
        {
            var check = new LedgerCheck(ledger, await StoredRows.ReadAsync(connection));
            check.CompareAccesskeys();
            check.CompareAgents();
            check.CompareSessions();
            check.FindHalfMade();
            var lost = check.faults.Count;
            var presented = await check.PresentAsync(services);
            Assert.True(check.faults.Count == 0, $"{check.faults.Count} faults, with {ledger}:\n{string.Join('\n', check.faults.Take(ToldFaults))}\n{string.Join('\n', services.Select(FindException))}");

            // Of a stream that nobody answered nothing can be lost.
            Assert.True(ledger.Acknowledged > 0, "Nothing was acknowledged.");
            return $"{ledger}; {lost} lost, {presented} credentials presented afterwards";
        }
    }

    /// <summary>What the service says about the first answer that was a fault of its own.</summary>
    private static string FindException(ServiceProcess service) =>
        string.Join('\n', service.Lines.SkipWhile(line => !line.Contains("unhandled exception", StringComparison.Ordinal)).Take(ToldLines));

    private void CompareAccesskeys()
    {
        foreach (var known in ledger.Accesskeys)
        {
            if (!rows.Accesskeys.TryGetValue(known.Id, out var row))
            {
                faults.Add($"The key {known.Id} is lost.");
                continue;
            }

            Expect(known.Names.Contains(row.Name), $"The key {known.Id} is called '{row.Name}', and not '{string.Join("' or '", known.Names)}'.");
            Expect(known.IsDeleted is null || known.IsDeleted == row.IsDeleted, $"The key {known.Id} is {(row.IsDeleted ? "deleted" : "alive again")}.");
            Expect(rows.CountEvents("accesskey.updated", known.Id) >= known.Renames, $"The new name of the key {known.Id} has no event.");
        }
    }

    private void CompareAgents()
    {
        foreach (var known in ledger.Agents)
        {
            if (!rows.Agents.TryGetValue(known.Id, out var isDeleted))
            {
                faults.Add($"The agent {known.Id} is lost.");
                continue;
            }

            Expect(known.IsDeleted is null || known.IsDeleted == isDeleted, $"The agent {known.Id} is {(isDeleted ? "deleted" : "alive again")}.");
        }
    }

    private void CompareSessions()
    {
        foreach (var known in ledger.Sessions)
        {
            Expect(known.IsEnded is null || known.IsEnded == rows.RevokedTokens.Contains(known.Id), $"The token {known.Id} was {(known.IsEnded == true ? "" : "not ")}logged out, and the database says the contrary.");
        }
    }

    /// <summary>A change has its event, and an event its change, whether they were acknowledged or not.</summary>
    private void FindHalfMade()
    {
        Expect(rows.Orphans == 0, $"{rows.Orphans} rows have no customer.");
        foreach (var (id, row) in rows.Accesskeys)
        {
            Expect(rows.CountEvents("accesskey.created", id) == 1, $"The key {id} has {rows.CountEvents("accesskey.created", id)} events of its creation.");
            Expect(rows.CountEvents("accesskey.deleted", id) == (row.IsDeleted ? 1 : 0), $"The key {id} is {(row.IsDeleted ? "" : "not ")}deleted, with {rows.CountEvents("accesskey.deleted", id)} events of that.");
        }

        foreach (var (id, isDeleted) in rows.Agents)
        {
            Expect(rows.CountEvents("agent.deleted", id) == (isDeleted ? 1 : 0), $"The agent {id} is {(isDeleted ? "" : "not ")}deleted, with {rows.CountEvents("agent.deleted", id)} events of that.");
        }

        foreach (var id in rows.RevokedTokens)
        {
            Expect(rows.CountEvents("token.revoked", id) == 1, $"The token {id} is logged out, with {rows.CountEvents("token.revoked", id)} events of that.");
        }

        foreach (var ((type, subject), _) in rows.Events)
        {
            Expect(IsThere(type, subject), $"Of {type} of {subject} there is only the event.");
        }

        Expect(rows.Agents.Keys.Count(id => rows.CountEvents("agent.created", id) == 0) <= 1, "Agents beside the first have no event of their creation.");
    }

    private bool IsThere(string type, Guid subject) => type switch
    {
        "accesskey.created" or "accesskey.updated" or "accesskey.deleted" => rows.Accesskeys.ContainsKey(subject),
        "agent.created" or "agent.deleted" => rows.Agents.ContainsKey(subject),
        "token.revoked" => rows.RevokedTokens.Contains(subject),
        _ => true,
    };

    /// <summary>Of what is not known the database decides.</summary>
    private async Task<int> PresentAsync(ServiceProcess[] services)
    {
        var credentials = ledger.Accesskeys.Where(known => rows.Accesskeys.ContainsKey(known.Id)).Select(known => (known.Token, IsGood: !(known.IsDeleted ?? rows.Accesskeys[known.Id].IsDeleted)))
            .Concat(ledger.Sessions.Select(known => (known.Token, IsGood: !(known.IsEnded ?? rows.RevokedTokens.Contains(known.Id)))));
        var work = services.SelectMany(service => credentials.Select(credential => (service, credential))).ToArray();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (one, _) =>
        {
            var status = await one.service.VerifyAsync(one.credential.Token);
            if (status != (one.credential.IsGood ? 404 : 401))
            {
                lock (faults)
                {
                    faults.Add($"A credential that is {(one.credential.IsGood ? "good" : "dead")} was answered {status}.");
                }
            }
        });
        return work.Length;
    }

    private void Expect(bool isTrue, string fault)
    {
        if (!isTrue)
        {
            faults.Add(fault);
        }
    }
}
