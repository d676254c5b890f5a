using System.Diagnostics;
using System.Text.Json;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Measures everything, prints a line as soon as it is known, and writes all of them to a file.</summary>
internal sealed class BenchRun(BenchPlan plan, BenchDatabase database)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly (string Name, Func<BenchPlan, BenchDatabase, IAsyncEnumerable<Figure>> Measure)[] Groups =
    [
        ("start", StartFigures.MeasureAsync),
        ("hit", HitFigures.MeasureAsync),
        ("proxy", ProxyFigures.MeasureAsync),
        ("miss", MissFigures.MeasureAsync),
        ("many", ManyKeysFigures.MeasureAsync),
        ("login", LoginFigures.MeasureAsync),
        ("revocation", RevocationFigures.MeasureAsync),
    ];

    private readonly List<Figure> figures = [];

    /// <summary>Whether every bar was met.</summary>
    public static async Task<bool> RunAsync(BenchPlan plan)
    {
        var begun = Stopwatch.GetTimestamp();
        var database = await BenchDatabase.CreateAsync(plan);
        Console.WriteLine($"{plan.Keys:#,0} accesskeys, service on core {Cores.Service}, what loads it and the database on {Cores.Others}; made ready in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s\n");
        Console.WriteLine("| Figure | Value | Unit | Bar | |\n|---|---|---|---|---|");
        var run = new BenchRun(plan, database);
        await run.MeasureAsync();
        await File.WriteAllTextAsync(plan.File, JsonSerializer.Serialize(run.figures, Json));
        Console.WriteLine($"\n{Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s; {plan.File}");
        return run.figures.TrueForAll(figure => figure.IsMet != false);
    }

    private async Task MeasureAsync()
    {
        foreach (var (_, measure) in Groups.Where(group => plan.Includes(group.Name)))
        {
            await foreach (var figure in measure(plan, database))
            {
                figures.Add(figure);
                Console.WriteLine(figure.Line);
            }
        }
    }
}
