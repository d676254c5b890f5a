using System.Globalization;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Whether many keys in use cost more than few, and what remembering them takes.</summary>
internal static class ManyKeysFigures
{
    private const int FewKeys = 1000;
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int Verifications = 1_000_000;

    public static async IAsyncEnumerable<Figure> MeasureAsync(BenchPlan plan, BenchDatabase database)
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString, Cores.Service);
        var total = 0;
        await service.ExpectGoodAsync(number: 0);

        // Until each is remembered, or was once: that is not measured.
        for (var done = 0; done < plan.ActiveKeys * 2;)
        {
            var (_, count) = await Wrk.VerifyKeysAsync(service.Address, plan.ActiveKeys, Seconds);
            (done, total) = (done + count, total + count);
        }

        var (few, many) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds || total < Verifications; round++)
        {
            var (fewRate, fewCount) = await Wrk.VerifyKeysAsync(service.Address, FewKeys, Seconds);
            var (manyRate, manyCount) = await Wrk.VerifyKeysAsync(service.Address, plan.ActiveKeys, Seconds);
            total += fewCount + manyCount;
            few.Add(fewRate);
            many.Add(manyRate);
        }

        await service.ExpectGoodAsync(plan.ActiveKeys - 1);
        var ratios = many.Zip(few, (manyRate, fewRate) => manyRate / fewRate).ToArray();
        yield return new($"verifications over {FewKeys:#,0} cached keys", Median.Of(few), "requests/s") { Rounds = few };
        yield return new($"verifications over {plan.ActiveKeys:#,0} cached keys", Median.Of(many), "requests/s") { Rounds = many };
        yield return new(string.Create(CultureInfo.InvariantCulture, $"{plan.ActiveKeys:#,0} cached keys ÷ {FewKeys:#,0}, of {plan.Keys:#,0} in the table"), Median.Of(ratios), "ratio", 0.90, IsLeast: true) { Rounds = ratios };
        yield return new("verifications since the start", total, "requests");
        yield return new($"resident memory after them, over {plan.ActiveKeys:#,0} keys", service.ResidentMegabytes, "MB", 200);
    }
}
