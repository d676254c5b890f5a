using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>Nobody learns from the time of an answer whether somebody has a name.</summary>
public abstract class TimingTests(AuthService service, string database, ITestOutputHelper output)
{
    /// <summary>Rounds that do not count: connections, compiled code, and what the service has to measure first.</summary>
    private const int WarmUp = 5;

    [Fact]
    public async Task Routes_KnownAndUnknownNames_TakeAsLong()
    {
        using var client = service.CreateClient();
        List<string> faults = [];

        var subjects = await new TimingSubjects(service.Seed, TimingOptions.Cost).AddAllAsync();
        foreach (var subject in subjects.Where(subject => subject.Route.Contains(TimingOptions.Route, StringComparison.Ordinal)))
        {
            var (unknown, known) = await MeasureAsync(client, subject);
            List<string> lines = [Line(subject.Route, "nobody's", unknown, "")];
            foreach (var (particular, times) in known)
            {
                var difference = times.DifferenceTo(unknown);
                lines.Add(Line(subject.Route, particular, times, difference.ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture)));
                if (Math.Abs(difference) >= TimingOptions.Bound)
                {
                    faults.Add(lines[^1]);
                }
            }

            await PublishAsync(lines);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task<(Times Unknown, IReadOnlyList<(string Particular, Times Times)> Known)> MeasureAsync(HttpClient client, TimingSubject subject)
    {
        Func<Task<object>>[] kinds = [subject.Unknown, .. subject.Known.Select(kind => kind.Body)];
        var times = kinds.Select(_ => new List<double>()).ToArray();
        var order = Enumerable.Range(0, kinds.Length).ToArray();
        var (least, most) = (TimingOptions.Tries * subject.TimesTries, TimingOptions.MostTries * subject.TimesTries);
        for (var round = -WarmUp; round < least || (round < most && AreApart(times)); round++)
        {
            RandomNumberGenerator.Shuffle<int>(order);
            foreach (var kind in order)
            {
                var body = await kinds[kind]();
                await RestAsync();
                var taken = await TimeAsync(client, subject, body);
                if (round >= 0)
                {
                    times[kind].Add(taken.TotalMilliseconds);
                }
            }
        }

        return (Times.Of(times[0]), [.. subject.Known.Zip(times.Skip(1), (kind, taken) => (kind.Particular, Times.Of(taken)))]);
    }

    private static bool AreApart(List<double>[] times) =>
        times.Skip(1).Any(taken => Math.Abs(Times.Of(taken).DifferenceTo(Times.Of(times[0]))) >= TimingOptions.Bound);

    /// <summary>Waits until the mails of the try before are out: their sending must not count for this one.</summary>
    private Task RestAsync() => Eventually.IsTrueAsync(
        () => service.Seed.InDatabaseAsync(async database => !await database.Set<QueuedMail>().AnyAsync(mail => mail.TmDone == null)), "no mail waits");

    private static async Task<TimeSpan> TimeAsync(HttpClient client, TimingSubject subject, object body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        var begun = Stopwatch.GetTimestamp();
        using var response = await client.PostAsync(subject.Route.Split(' ')[1], content);
        var taken = Stopwatch.GetElapsedTime(begun);
        Assert.Equal(subject.Status, (int)response.StatusCode);
        return taken;
    }

    private string Line(string route, string particular, Times times, string difference) => string.Create(
        CultureInfo.InvariantCulture, $"| {database} | `{route}` | {particular} | {times.Median:0.0} | {times.Quarter:0.0} to {times.ThreeQuarters:0.0} | {difference} |");

    private async Task PublishAsync(List<string> lines)
    {
        lines.ForEach(output.WriteLine);
        if (TimingOptions.TableFile is { } file)
        {
            await File.AppendAllLinesAsync(file, lines);
        }
    }

    /// <summary>What a kind of request took, in milliseconds.</summary>
    private sealed record Times(double Quarter, double Median, double ThreeQuarters)
    {
        public double DifferenceTo(Times other) => (Median - other.Median) / other.Median;

        public static Times Of(IEnumerable<double> taken)
        {
            var sorted = taken.Order().ToArray();
            return new(sorted[sorted.Length / 4], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[sorted.Length * 3 / 4]);
        }
    }

    [Collection(TimingAlone.Name)]
    public sealed class OnSqlite(TimingSqliteService service, ITestOutputHelper output) : TimingTests(service, "SQLite", output), IClassFixture<TimingSqliteService>;

    [Collection(TimingAlone.Name)]
    public sealed class OnPostgres(TimingPostgresService service, ITestOutputHelper output) : TimingTests(service, "PostgreSQL", output), IClassFixture<TimingPostgresService>;
}
