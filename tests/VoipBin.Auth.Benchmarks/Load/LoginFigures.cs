using System.Diagnostics;
using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Whether logins go as quickly as hashing lets them, and whether a flood of them is felt by those who are logged in.</summary>
internal static class LoginFigures
{
    private const int Rounds = 5;
    private const int Cost = 12;
    private const int Logins = 24;

    /// <summary>As many as fit into the queue of one slot: one more is told to come back.</summary>
    private const int AtOnce = 12;

    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(4);

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.All);
        var slots = Math.Max(1, Cores.Count / 2);
        await FloodAsync(service, AtOnce);

        var (logins, hashes) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            hashes.Add(TimeHash());
            logins.Add(Logins / (await FloodAsync(service, Logins)).TotalSeconds);
        }

        var ratios = logins.Zip(hashes, (rate, hash) => rate / (slots / hash)).ToArray();
        yield return new("one hash at cost 12", Median.Of(hashes) * 1000, "ms") { Rounds = hashes };
        yield return new("logins", Median.Of(logins), "logins/s") { Rounds = logins };
        yield return new($"logins ÷ (hash slots, {slots}, ÷ time of one hash)", Median.Of(ratios), "ratio", 0.85, IsLeast: true) { Rounds = ratios };

        var (calm, flooded) = (new List<double>(), new List<double>());
        OpenLoop.Run(service.Address, BenchService.Me, BenchDatabase.KeyOf(0), 500, TimeSpan.FromSeconds(2));
        for (var round = 0; round < Rounds; round++)
        {
            calm.Add(Percentile99(service));
            using var end = new CancellationTokenSource();
            var flood = Enumerable.Range(0, AtOnce).Select(_ => LoginUntilAsync(service, end.Token)).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            flooded.Add(await Task.Run(() => Percentile99(service), CancellationToken.None));
            await end.CancelAsync();
            await Task.WhenAll(flood);
        }

        var slower = flooded.Zip(calm, (one, other) => one / other).ToArray();
        yield return new("p99 of a cached verification without logins, 2,000 a second", Median.Of(calm), "ms") { Rounds = calm };
        yield return new("the same during a login flood", Median.Of(flooded), "ms") { Rounds = flooded };
        yield return new("p99 during a login flood ÷ without", Median.Of(slower), "ratio", 4) { Rounds = slower };
    }

    private static double Percentile99(BenchService service) => Median.Percentile(OpenLoop.Run(service.Address, BenchService.Me, BenchDatabase.KeyOf(0), 2000, Watch).Taken, 0.99);

    /// <summary>Seconds of one hash, as this process makes it.</summary>
    private static double TimeHash()
    {
        _ = Password.TryParse(BenchService.Password, out var password);
        return Median.Of(Enumerable.Range(0, 5).Select(number =>
        {
            var begun = Stopwatch.GetTimestamp();
            Bcrypt.Hash(password, Cost);
            return Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }));
    }

    private static async Task<TimeSpan> FloodAsync(BenchService service, int logins)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, logins), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await service.LoginAsync());
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task LoginUntilAsync(BenchService service, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await service.LoginAsync();
        }
    }
}
