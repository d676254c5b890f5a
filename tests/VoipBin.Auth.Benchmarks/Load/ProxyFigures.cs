namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What asking for a decision costs nginx.</summary>
internal static class ProxyFigures
{
    private const int Rounds = 3;
    private const int Seconds = 2;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.Service);
        await using var nginx = await BenchNginx.StartAsync(service.Address);
        var key = BenchDatabase.KeyOf(0);
        var (without, with) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var measured = (Without: await Wrk.RunAsync(nginx.Address, "/open/v1.0/calls?page_size=10", key, Seconds), With: await Wrk.RunAsync(nginx.Address, "/v1.0/calls?page_size=10", key, Seconds));

            // The first is for the compiler.
            if (round >= 0)
            {
                without.Add(measured.Without);
                with.Add(measured.With);
            }
        }

        var rounds = with.Zip(without, (one, other) => one / other).ToArray();
        yield return new("nginx without auth_request", Median.Of(without), "requests/s") { Rounds = without };
        yield return new("nginx with auth_request", Median.Of(with), "requests/s") { Rounds = with };
        yield return new("nginx with auth_request ÷ without", Median.Of(rounds), "ratio") { Rounds = rounds };
    }
}
