using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What a request costs whose credential the database must be asked about, beside what the database itself gives to a program that does nothing else.</summary>
internal static partial class MissFigures
{
    private const int Rounds = 5;
    private const int Seconds = 3;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        // It remembers nothing.
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.Service, ("Credentials__CacheEntries", "0"));
        await service.ExpectGoodAsync(number: 0);
        var (misses, selects) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var miss = (await Wrk.VerifyKeysAsync(service.Address, plan.Keys, Seconds)).Rate;
            var select = await SelectAsync(plan, database);
            if (round >= 0)
            {
                misses.Add(miss);
                selects.Add(select);
            }
        }

        await service.ExpectGoodAsync(plan.Keys - 1);
        var ratios = misses.Zip(selects, (miss, select) => miss / select).ToArray();
        yield return new("uncached accesskey", Median.Of(misses), "requests/s") { Rounds = misses };
        yield return new("pgbench, one prepared select by unique key", Median.Of(selects), "selects/s") { Rounds = selects };
        yield return new("uncached accesskey ÷ pgbench", Median.Of(ratios), "ratio", 0.40, IsLeast: true) { Rounds = ratios };
    }

    private static async Task<double> SelectAsync(BenchPlan plan, BenchDatabase database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"""
            \set number random(0, {plan.Keys - 1})
            SELECT id, customer_id, tm_expire, tm_delete FROM accesskeys WHERE token_hash = sha256(('vb_bench' || lpad(:number::text, 27, '0'))::bytea);
            """);
        try
        {
            var output = await Tool.RunAsync(
                "pgbench", "-n", "-M", "prepared", "-f", file, "-c", Wrk.Connections.ToString(CultureInfo.InvariantCulture), "-j", "1", "-T", Seconds.ToString(CultureInfo.InvariantCulture),
                "-h", connection.Host!, "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-U", connection.Username!, connection.Database!);
            return double.Parse(RatePattern().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RatePattern();
}
