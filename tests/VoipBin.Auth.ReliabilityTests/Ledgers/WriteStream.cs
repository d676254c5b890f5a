using System.Diagnostics;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>
/// Writers that make, rename and delete keys and agents, log in and log out, one request after the other, until they are told to end. What they are
/// acknowledged goes into the ledger; what is deleted is presented at once, and must be refused.
/// </summary>
internal sealed class WriteStream : IAsyncDisposable
{
    private const int Turns = 8;

    /// <summary>Whoever is told to come back, or finds nobody, waits a moment.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static int counter;

    private readonly CancellationTokenSource end = new();
    private readonly Ledger ledger;
    private readonly Func<ServiceProcess> service;
    private readonly string token;
    private readonly Task writers;
    private int isHeld;

    /// <param name="ledger">What is acknowledged is kept there.</param>
    /// <param name="service">Whom to ask for the next change.</param>
    /// <param name="token">The credential of the writers: of an admin.</param>
    /// <param name="count">How many writers there are.</param>
    public WriteStream(Ledger ledger, Func<ServiceProcess> service, string token, int count = 4)
    {
        (this.ledger, this.service, this.token) = (ledger, service, token);
        writers = Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => WriteAsync(number))));
    }

    /// <summary>Lets every writer finish what it is at.</summary>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await writers;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        end.Dispose();
    }

    /// <summary>Waits until so many more changes are acknowledged: the service is at work.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> AdvanceAsync(int changes)
    {
        var (watch, before) = (Stopwatch.StartNew(), ledger.Acknowledged);
        await Eventually.IsTrueAsync(() => writers.IsCompleted || ledger.Acknowledged >= before + changes, $"{changes} changes are acknowledged, with {ledger}");
        Assert.False(writers.IsFaulted, writers.Exception?.ToString());
        return watch.Elapsed;
    }

    private async Task WriteAsync(int number)
    {
        for (var turn = number; !end.IsCancellationRequested; turn++)
        {
            var client = service().Client;
            var isUnknown = (turn % Turns) switch
            {
                3 => await AgentAsync(client),
                6 => await SessionAsync(client),
                _ => await AccesskeyAsync(client, turn),
            };
            if (isUnknown)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <returns>Whether something was not acknowledged, as in the others.</returns>
    private async Task<bool> AccesskeyAsync(HttpClient client, int turn)
    {
        var name = $"key {Interlocked.Increment(ref counter)}";
        var created = await ledger.ChangeAsync(client, HttpMethod.Post, "/v1.0/accesskeys", token, new { name });
        if (!created.IsSuccess)
        {
            return true;
        }

        var accesskey = new KnownAccesskey(created.Id, created.Text("token"), name);
        ledger.Accesskeys.Add(accesskey);
        await ledger.PresentAsync(client, accesskey.Token, isGood: true);
        if (turn % 3 == 0)
        {
            var renamed = await ledger.ChangeAsync(client, HttpMethod.Put, $"/v1.0/accesskeys/{accesskey.Id}", token, new { name = name + " again" });
            accesskey.Renamed(name + " again", renamed.IsSuccess);
        }

        return turn % 2 == 0 && await DeleteAsync(client, accesskey, bearer: turn % 4 == 0 ? token : accesskey.Token);
    }

    private async Task<bool> DeleteAsync(HttpClient client, KnownAccesskey accesskey, string bearer)
    {
        var deleted = await ledger.ChangeAsync(client, HttpMethod.Delete, $"/v1.0/accesskeys/{accesskey.Id}", bearer);
        accesskey.Deleted(deleted.IsSuccess);
        if (deleted.IsSuccess)
        {
            await ledger.PresentAsync(client, accesskey.Token, isGood: false);
        }

        return !deleted.IsSuccess;
    }

    private async Task<bool> AgentAsync(HttpClient client)
    {
        var username = $"person{Interlocked.Increment(ref counter)}@example.net";
        var created = await ledger.ChangeAsync(client, HttpMethod.Post, "/v1.0/agents", token, new { username, permission = 16, password = FirstAdmin.Password });
        if (!created.IsSuccess)
        {
            return true;
        }

        var agent = new KnownAgent(created.Id);
        ledger.Agents.Add(agent);
        var deleted = await ledger.ChangeAsync(client, HttpMethod.Delete, $"/v1.0/agents/{agent.Id}", token);
        agent.IsDeleted = deleted.IsSuccess ? true : null;
        return !deleted.IsSuccess;
    }

    private async Task<bool> SessionAsync(HttpClient client)
    {
        var login = await ledger.ChangeAsync(client, HttpMethod.Post, "/auth/login", bearer: null, new { username = FirstAdmin.Username, password = FirstAdmin.Password });
        if (!login.IsSuccess)
        {
            return true;
        }

        var session = new KnownSession(login.Text("token"));
        ledger.Sessions.Add(session);
        await ledger.PresentAsync(client, session.Token, isGood: true);
        if (Interlocked.Increment(ref isHeld) % 3 == 0)
        {
            return false;
        }

        var ended = await ledger.ChangeAsync(client, HttpMethod.Post, "/auth/logout", session.Token);
        session.IsEnded = ended.IsSuccess ? true : null;
        if (ended.IsSuccess)
        {
            await ledger.PresentAsync(client, session.Token, isGood: false);
        }

        return !ended.IsSuccess;
    }
}
