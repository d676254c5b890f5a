using System.Diagnostics;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>How long a replica goes on with a key that was revoked elsewhere.</summary>
internal static class RevocationFigures
{
    private const int Tries = 200;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var first = await BenchService.StartAsync(plan, database.ConnectionString, Cores.All);
        await using var second = await BenchService.StartAsync(plan, database.ConnectionString, Cores.All);

        // The last of the table: nobody else uses them. The first admin of a database is an operator, who may revoke everybody's.
        var admin = await first.LoginAsync();
        var byRequest = await MeasureAsync(second, plan.Keys - Tries, async number =>
        {
            var status = await first.StatusAsync($"/v1.0/accesskeys/{BenchDatabase.IdOf(number)}", admin, HttpMethod.Delete);
            if (status != 200)
            {
                throw new InvalidOperationException($"The key was not deleted: {status}.");
            }
        });
        yield return Of("revocation in another process: DELETE answered to 401 there", byRequest);

        var bySql = await MeasureAsync(second, plan.Keys - (2 * Tries), number => database.ExecuteAsync($"UPDATE accesskeys SET tm_delete = now() WHERE id = '{BenchDatabase.IdOf(number)}'"));
        yield return Of("the same by plain SQL", bySql);
    }

    private static Figure Of(string name, List<double> taken) => new($"{name}, p99 of {Tries} tries", Median.Percentile(taken, 0.99), "ms", 250) { Rounds = taken };

    private static async Task<List<double>> MeasureAsync(BenchService service, int first, Func<int, Task> revokeAsync)
    {
        var taken = new List<double>(Tries);
        for (var number = first; number < first + Tries; number++)
        {
            var key = BenchDatabase.KeyOf(number);
            for (var use = 0; use < 2; use++)
            {
                if (await service.StatusAsync(BenchService.Me, key) is not 200 and var status)
                {
                    throw new InvalidOperationException($"A key was not good before it was revoked: {status}.");
                }
            }

            await revokeAsync(number);
            var begun = Stopwatch.GetTimestamp();
            while (await service.StatusAsync(BenchService.Me, key) != 401)
            {
            }

            taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return taken;
    }
}
