namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What a decision costs the service, and what asking for one costs nginx.</summary>
internal static class ProxyFigures
{
    private const int Rounds = 5;
    private const int Seconds = 3;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.Service);
        var key = BenchDatabase.KeyOf(0);
        var (pings, decisions) = await AlternateAsync(
            () => Wrk.RunAsync(service.Address, "/ping", credential: null, Seconds),
            () => Wrk.RunAsync(
                service.Address,
                "/authz/forward-auth",
                Seconds,
                $"Authorization: Bearer {key}",
                "X-Forwarded-Method: GET",
                "X-Forwarded-Uri: /v1.0/calls?page_size=10",
                "X-Forwarded-Host: api.example.com",
                "X-Forwarded-Proto: https",
                "X-Forwarded-For: 203.0.113.7"));
        yield return new("decision about a cached accesskey", Median.Of(decisions), "requests/s") { Rounds = decisions };
        yield return Ratio("decision about a cached accesskey ÷ /ping", decisions, pings) with { Bar = 0.75, IsLeast = true };

        await using var nginx = await BenchNginx.StartAsync(service.Address);
        var (without, with) = await AlternateAsync(
            () => Wrk.RunAsync(nginx.Address, "/open/v1.0/calls?page_size=10", key, Seconds),
            () => Wrk.RunAsync(nginx.Address, "/v1.0/calls?page_size=10", key, Seconds));
        yield return new("nginx without auth_request", Median.Of(without), "requests/s") { Rounds = without };
        yield return new("nginx with auth_request", Median.Of(with), "requests/s") { Rounds = with };
        yield return Ratio("nginx with auth_request ÷ without", with, without);
    }

    /// <summary>Both in turn; the first time is for the compiler.</summary>
    private static async Task<(List<double> One, List<double> Other)> AlternateAsync(Func<Task<double>> one, Func<Task<double>> other)
    {
        var (ones, others) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var measured = (One: await one(), Other: await other());
            if (round >= 0)
            {
                ones.Add(measured.One);
                others.Add(measured.Other);
            }
        }

        return (ones, others);
    }

    private static Figure Ratio(string name, List<double> some, List<double> others)
    {
        var rounds = some.Zip(others, (one, other) => one / other).ToArray();
        return new(name, Median.Of(rounds), "ratio") { Rounds = rounds };
    }
}
