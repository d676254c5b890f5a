using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Sends everything with a secret that somebody could send, in the order of how much is left of the service afterwards.</summary>
internal sealed class MarkedTraffic(MarkedService service, MarkedCredentials credentials, IReadOnlyList<(string Method, string Path)> routes)
{
    private const int AtOnce = 4;
    private const int AtOnceWhenSlow = 32;

    /// <summary>Would end the good token, and is part of the journey.</summary>
    private const string Logout = "/auth/logout";

    /// <summary>The carriers of which every kind of failure sees something.</summary>
    private static readonly string[] Few = ["bad accesskey in the query", "good token in the query", "good session of the console", "where proxies say what was asked"];

    /// <summary>Every carrier with every route.</summary>
    public Task SendCarriersAsync() => InParallelAsync(
        from route in routes
        from carrier in credentials.All
        where !(carrier.IsGood && route.Path == Logout)
        select (route, carrier),
        AtOnce,
        pair => SendAsync(pair.route, pair.carrier));

    /// <summary>Every body with every route that may read one, and with each member of the documented ones; with a credential, so that the body is looked at.</summary>
    public async Task SendBodiesAsync()
    {
        var writing = routes.Where(route => route.Method is "POST" or "PUT" && route.Path != Logout).ToArray();
        await InParallelAsync(
            from route in writing from body in MarkedBodies.Anywhere select (route, body),
            AtOnce,
            pair => SendBodyAsync(pair.route.Method, pair.route.Path, pair.body));
        var document = await service.SendAsync("the document", "GET", "/swagger/v1/swagger.json");
        await InParallelAsync(
            MarkedBodies.OfMembers(document.Response.Json).Where(member => member.Path != Logout),
            AtOnce,
            member => SendBodyAsync(member.Method, member.Path.Replace("{id}", ServiceRoutes.UnknownId, StringComparison.Ordinal), (member.Name, [], Encoding.UTF8.GetBytes(member.Body))));
    }

    /// <summary>Several carriers in one request, with a body or without: what no list of ours has put together. The seed is fixed, so that a failure can be had again.</summary>
    public Task SendMixAsync(int count)
    {
        var random = new SeededRandom(7);
        var items = Enumerable.Range(0, count).Select(_ =>
        {
            var (route, first, second) = (random.Pick(routes), random.Pick(credentials.All), random.Pick(credentials.All));
            var query = string.Join('&', ((string[])[first.Query, second.Query]).Where(text => text.Length > 0));
            var mixed = new Carrier($"{first.Name}; {second.Name}", query, [.. first.Headers, .. second.Headers]) { Method = second.Method, Segment = first.Segment, IsGood = first.IsGood || second.IsGood };
            return (route, mixed, body: random.Pick(MarkedBodies.Anywhere));
        }).Where(item => !(item.mixed.IsGood && item.route.Path == Logout)).ToArray();
        return InParallelAsync(items, AtOnce, item => SendAsync(item.route, item.mixed, item.route.Method is "POST" or "PUT" ? item.body : null));
    }

    public async Task SendMalformedAsync()
    {
        await InParallelAsync(MalformedMessages.OverHttp1, AtOnceWhenSlow, message => service.SendMalformedAsync(message.Name, message.Bytes));
        await InParallelAsync(MalformedMessages.OverHttp2, AtOnceWhenSlow, message => service.SendMalformedAsync(message.Name, message.Bytes, service.Http2Address));
        await InParallelAsync(MalformedMessages.Abandoned, AtOnceWhenSlow, message => service.SendMalformedAsync(message.Name, message.Bytes));
        await InParallelAsync(MalformedMessages.Abandoned, AtOnce, message => HangUpAsync(message.Bytes));
    }

    /// <summary>The database refuses connections, then says nothing any more, until statements time out.</summary>
    public async Task SendWithoutDatabaseAsync()
    {
        if (service.Relay is { } relay)
        {
            relay.Cut();
            await SendSomeAsync(AtOnce);
            relay.Mend();
            await Eventually.IsTrueAsync(async () => (await service.SendAsync("waiting", "GET", "/health/ready")).Response.Body.Contains("\"ready\"", StringComparison.Ordinal), "the service is ready again");
            relay.FallSilent();
            await SendSomeAsync(AtOnceWhenSlow, "good token in the query");
            relay.EndSilence();
        }

        await service.Place.ExecuteAsync("ALTER TABLE audit_events RENAME TO audit_events_away");
        await service.Place.ExecuteAsync("ALTER TABLE accesskeys RENAME TO accesskeys_away");
        await SendSomeAsync(AtOnce);
        await service.Place.ExecuteAsync("ALTER TABLE accesskeys_away RENAME TO accesskeys");
        await service.Place.ExecuteAsync("ALTER TABLE audit_events_away RENAME TO audit_events");
    }

    /// <summary>What the code does not expect: a column of another type.</summary>
    public async Task SendToCrashesAsync()
    {
        foreach (var sql in service.IsOnPostgres
            ? (string[])["ALTER TABLE agents ALTER COLUMN permission TYPE text", "ALTER TABLE accesskeys ALTER COLUMN name TYPE bytea USING '\\x00'", "ALTER TABLE customers ALTER COLUMN name TYPE integer USING 0"]
            : ["PRAGMA foreign_keys = OFF; UPDATE agents SET id = 'x' || rowid", "PRAGMA foreign_keys = OFF; UPDATE accesskeys SET id = 'x' || rowid"])
        {
            await service.Place.ExecuteAsync(sql);
        }

        await SendSomeAsync(AtOnce);
    }

    /// <summary>A few of everything while the process ends, which some of it does not outlive.</summary>
    public async Task SendWhileItEndsAsync()
    {
        await service.Process.TerminateAsync();
        await SendSomeAsync(AtOnce);
        foreach (var (_, bytes) in MalformedMessages.Abandoned.Concat(MalformedMessages.OverHttp1.Take(10)))
        {
            await HangUpAsync(bytes);
        }
    }

    /// <summary>Each route with a bad and a good credential, and what hashes passwords.</summary>
    private async Task SendSomeAsync(int atOnce, params string[] only)
    {
        var bodies = MarkedBodies.Anywhere.Where(body => body.Name is "a member too many" or "a form").ToArray();
        var carriers = credentials.All.Where(carrier => (only.Length > 0 ? only : Few).Contains(carrier.Name)).ToArray();
        await InParallelAsync(
            from route in routes.DistinctBy(route => route.Path)
            from carrier in carriers
            where route.Path != Logout
            select (route, carrier),
            atOnce,
            pair => SendAsync(pair.route, pair.carrier));
        await InParallelAsync(from route in routes where route.Method == "POST" && only.Length == 0 from body in bodies select (route, body), atOnce, pair => SendBodyAsync(pair.route.Method, pair.route.Path, pair.body));
        await TryAsync(() => service.SendAsync("a login", "POST", "/auth/login", [], JsonText.Write(new { username = "owner@example.net", password = MarkedCredentials.Password })));
    }

    private Task SendBodyAsync(string method, string path, (string Name, string[] Headers, byte[] Body) body) =>
        SendAsync((method, path), new(body.Name, "", $"Authorization: Bearer {credentials.Token}"), body);

    private Task SendAsync((string Method, string Path) route, Carrier carrier, (string Name, string[] Headers, byte[] Body)? body = null) => TryAsync(async () =>
    {
        var answer = await service.SendAsync(carrier.Name, carrier.Method ?? route.Method, carrier.TargetOf(route.Path), [.. carrier.Headers, .. body?.Headers ?? []], body?.Body);
        if (answer.Status == 200 && route == ("POST", "/v1.0/accesskeys"))
        {
            service.Issue(answer, Secret.Accesskey(answer.Response.Json.Text("token")));
        }
    });

    /// <summary>A client that is gone before it could be answered: its connection is reset.</summary>
    private async Task HangUpAsync(byte[] bytes)
    {
        using var client = new TcpClient { LingerState = new(enable: true, seconds: 0) };
        await TryAsync(async () =>
        {
            await client.ConnectAsync(service.Process.Address.Host, service.Process.Address.Port);
            await client.GetStream().WriteAsync(bytes);
        });
    }

    /// <summary>Who comes too late is refused by the operating system.</summary>
    private static async Task TryAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The process is gone.
        }
    }

    private static Task InParallelAsync<TItem>(IEnumerable<TItem> items, int atOnce, Func<TItem, Task> send) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (item, _) => await send(item));
}
