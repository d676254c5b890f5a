namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What a request costs whose credential is remembered, beside one that needs none.</summary>
internal static class HitFigures
{
    private const int Rounds = 5;
    private const int Seconds = 2;

    /// <summary>What a proxy says of the request that it asks about.</summary>
    private static readonly string[] Forwarded =
    [
        "X-Forwarded-Method: GET", "X-Forwarded-Uri: /v1.0/calls?page_size=10", "X-Forwarded-Host: api.example.com", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.7",
    ];

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.Service);
        var (key, token) = (BenchDatabase.KeyOf(0), await service.LoginAsync());
        var (pings, byKey, byToken, decisions) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var measured = (
                Ping: await Wrk.RunAsync(service.Address, "/ping", credential: null, Seconds),
                Key: await Wrk.RunAsync(service.Address, BenchService.Me, key, Seconds),
                Token: await Wrk.RunAsync(service.Address, BenchService.Me, token, Seconds),
                Decision: await Wrk.RunAsync(service.Address, "/authz/forward-auth", Seconds, [$"Authorization: Bearer {key}", .. Forwarded]));

            // The first is for the compiler.
            if (round >= 0)
            {
                pings.Add(measured.Ping);
                byKey.Add(measured.Key);
                byToken.Add(measured.Token);
                decisions.Add(measured.Decision);
            }
        }

        yield return new("GET /ping, 32 connections", Median.Of(pings), "requests/s") { Rounds = pings };
        yield return new("GET /v1.0/me with a cached accesskey", Median.Of(byKey), "requests/s") { Rounds = byKey };
        yield return new("GET /v1.0/me with a cached token", Median.Of(byToken), "requests/s") { Rounds = byToken };
        yield return new("decision for a proxy about a cached accesskey", Median.Of(decisions), "requests/s") { Rounds = decisions };
        yield return Ratio("cached accesskey ÷ /ping", byKey, pings, 0.85);
        yield return Ratio("cached token ÷ /ping", byToken, pings, 0.80);
        yield return Ratio("decision about a cached accesskey ÷ /ping", decisions, pings, 0.75);

        var rate = Median.Of(byKey) / 2;
        OpenLoop.Run(service.Address, BenchService.Me, key, rate / 4, TimeSpan.FromSeconds(1));
        var (taken, unmeasured) = OpenLoop.Run(service.Address, BenchService.Me, key, rate, TimeSpan.FromSeconds(8));
        yield return new("arrival rate of the next line", rate, "requests/s");
        yield return new("p50 of a cached verification at half the maximum", Median.Percentile(taken, 0.5), "ms");
        yield return new("of those, not measured because the machine stopped the client", unmeasured * 100, "%");
        yield return new("p99 of a cached verification at half the maximum", Median.Percentile(taken, 0.99), "ms", 5);
    }

    private static Figure Ratio(string name, List<double> some, List<double> others, double bar)
    {
        var rounds = some.Zip(others, (one, other) => one / other).ToArray();
        return new(name, Median.Of(rounds), "ratio", bar, IsLeast: true) { Rounds = rounds };
    }
}
