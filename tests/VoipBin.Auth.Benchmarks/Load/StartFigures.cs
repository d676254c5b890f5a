using System.Diagnostics;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>How long a replica takes from the start of its process to its first answer, on a database that is migrated.</summary>
internal static class StartFigures
{
    private const int Rounds = 5;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.All);
            seconds.Add(await service.StatusAsync(BenchService.Me, BenchDatabase.KeyOf(round)) == 200
                ? Stopwatch.GetElapsedTime(service.Started).TotalSeconds
                : throw new InvalidOperationException("The first answer was not good."));
        }

        yield return new("start to first 200 with a migrated database", Median.Of(seconds), "s", 1.5) { Rounds = seconds };
    }
}
