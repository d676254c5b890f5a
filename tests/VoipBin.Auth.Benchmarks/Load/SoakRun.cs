using System.Text.Json;
using Npgsql;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>A long time of all kinds of requests at once, at a steady rate: whether every answer is the right one, and whether anything grows.</summary>
internal sealed class SoakRun(BenchPlan plan, BenchDatabase database, TimeSpan length)
{
    /// <summary>Requests a second: what two cores carry with the database and the client on them.</summary>
    private const int Rate = 2500;

    /// <summary>In the end all that was made is presented again, faster.</summary>
    private const int FinalRate = 4000;

    /// <summary>Accesskeys that are in the table from the beginning, and stay.</summary>
    private const int TableKeys = 10_000;

    /// <summary>So that connections come and go: five a second.</summary>
    private const int RequestsOfAConnection = 500;

    /// <summary>Until here caches fill and code is compiled, as a share of the run.</summary>
    private const double WarmUp = 0.5;

    /// <summary>Connections to the database that nobody needs for two seconds are closed, so that the ones that are lost stand out.</summary>
    private const string Pool = ";Connection Idle Lifetime=2;Connection Pruning Interval=1";

    /// <summary>In a short run one pause of the machine is a large share: it is not to end with the service's own time-outs of five seconds.</summary>
    private const string Patience = ";Timeout=30;Command Timeout=30";

    /// <summary>A run whose samples count for less is a short one.</summary>
    private static readonly TimeSpan LongWindow = TimeSpan.FromMinutes(2);

    private readonly bool isShort = length * (1 - WarmUp) < LongWindow;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Whether every bar was met.</summary>
    public static async Task<bool> RunAsync(string published, TimeSpan length, string file)
    {
        var plan = new BenchPlan(published, TableKeys, file, []);
        var run = new SoakRun(plan, await BenchDatabase.CreateAsync(plan), length);
        Console.WriteLine($"{length.TotalSeconds:0} s at {Rate:#,0} requests a second, of which the last {length.TotalSeconds * (1 - WarmUp):0} s count for what grows\n");
        Console.WriteLine("| Figure | Value | Unit | Bar | |\n|---|---|---|---|---|");
        var figures = await run.MeasureAsync();
        figures.ForEach(figure => Console.WriteLine(figure.Line));
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Json));
        return figures.TrueForAll(figure => figure.IsMet != false);
    }

    private async Task<List<Figure>> MeasureAsync()
    {
        await using var service = await BenchService.StartAsync(plan, database.ConnectionString + Pool + (isShort ? Patience : ""), Cores.All);
        var load = new SoakLoad(service.Address, await service.LoginAsync(), Rate, TableKeys);

        // A cold service would open as many connections to the database as there are requests at once, and hide some that are lost later.
        OpenLoop.Run(service.Address, load.Next, Rate / 25, Rate / 25);
        OpenLoop.Run(service.Address, load.Next, Rate / 5, Rate / 5);
        var before = await AskAsync("pg_database_size(current_database())");
        await using var samples = new SoakSamples(service, database.ConnectionString);
        samples.Begin();
        var begun = TimeProvider.System.GetTimestamp();
        var (taken, _) = OpenLoop.Run(service.Address, load.Next, Rate, (int)(Rate * length.TotalSeconds), RequestsOfAConnection);
        var elapsed = TimeProvider.System.GetElapsedTime(begun);
        await samples.EndAsync();
        var grown = (await AskAsync("pg_database_size(current_database())") - before) / 1e6;

        var everything = new Queue<Exchange>(load.Everything());
        var (presented, unexpected) = (everything.Count, load.Unexpected);
        OpenLoop.Run(service.Address, everything.Dequeue, FinalRate, presented);
        foreach (var line in load.UnexpectedAnswers.Concat(service.Complaints.Take(5)))
        {
            Console.WriteLine($"| {line} | | | | |");
        }

        var count = (int)(Rate * length.TotalSeconds);
        return
        [
            new("requests", count, "requests"),
            new("requests a second, of those that were to be sent", count / elapsed.TotalSeconds / Rate, "ratio", isShort ? 0.5 : 0.8, IsLeast: true),
            new("answers other than expected", unexpected, "answers", 0),
            new("warnings and errors in the log", service.Complaints.Count, "lines", 0),
            new("accesskeys made", load.Created, "accesskeys"),
            new("accesskeys deleted", load.Deleted, "accesskeys"),
            new("logins", load.Logins, "logins"),
            new("tokens logged out", load.LoggedOut, "tokens"),
            new("p50 of all requests, logins among them", Median.Percentile(taken, 0.5), "ms"),
            new("p99 of all requests, logins among them", Median.Percentile(taken, 0.99), "ms"),
            new("longest", taken.Max(), "ms"),
            new("credentials presented afterwards, good ones and dead ones", presented, "requests"),
            new("of those, answered other than expected", load.Unexpected - unexpected, "answers", 0),
            new("accesskeys in the database that nobody made, or missing there", Math.Abs(await AskAsync("(SELECT count(*) FROM accesskeys WHERE tm_delete IS NULL)") - TableKeys - load.LiveAccesskeys), "accesskeys", 0),
            .. Grown([.. samples.All.Where(sample => sample.Seconds >= WarmUp * samples.All[^1].Seconds)]),
            new("growth of the database", grown, "MB"),
            new("growth of the database for 1,000 accesskeys that were made and deleted", grown / load.Created * 1000, "MB"),
        ];
    }

    /// <summary>Megabytes by which the line through the samples may rise from its beginning to its end: the collector's own coming and going, and in a short run the compiler's work.</summary>
    private double Noise => isShort ? 24 : 8;

    private IEnumerable<Figure> Grown(IReadOnlyList<Sample> samples)
    {
        var window = TimeSpan.FromSeconds(samples[^1].Seconds - samples[0].Seconds);
        yield return new("resident memory, median", Median.Of(samples.Select(sample => sample.Megabytes)), "MB") { Rounds = [.. samples.Select(sample => sample.Megabytes)] };
        yield return new("slope of resident memory", Trend.Slope([.. samples.Select(sample => (sample.Seconds / 3600, sample.Megabytes))]), "MB/h", Noise / window.TotalHours);
        yield return Growth("files and sockets open", samples, sample => sample.Handles, 3);
        yield return Growth("threads", samples, sample => sample.Threads, 3);
        yield return Growth("connections to the database", samples, sample => sample.Connections, isShort ? 30 : 5);
        yield return new("of these, lost: used by nobody for five seconds", samples.Max(sample => sample.Unused), "connections", 2) { Rounds = [.. samples.Select(sample => sample.Unused)] };
    }

    private static Figure Growth(string name, IReadOnlyList<Sample> samples, Func<Sample, double> value, double bar)
    {
        var values = samples.Select(value).ToList();
        return new($"growth of {name}, of {Median.Of(values):0}", Trend.Growth(values), name.Split(' ')[0], bar) { Rounds = values };
    }

    private async Task<long> AskAsync(string expression)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT {expression}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
