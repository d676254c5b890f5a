using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Clocks;

/// <summary>The machine's clock is set, far forwards and far back, while the service works: nothing dies of it, nothing that was ended lives again, and nothing is refused for ever.</summary>
public sealed class ClockJumpTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const int Changes = 5;

    /// <summary>Back to where it was is the last.</summary>
    private static readonly TimeSpan[] Jumps =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(5), TimeSpan.FromDays(-400), TimeSpan.FromDays(800), TimeSpan.FromSeconds(-2), TimeSpan.Zero];

    [Fact]
    public async Task Serve_ClockOnSqliteJumps_GoesOn()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();

        await JumpAsync(place, "SQLite");
    }

    [Fact]
    public async Task Serve_ClockOnPostgresJumps_GoesOn()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        await JumpAsync(place, "PostgreSQL");
    }

    private async Task JumpAsync(Workplace place, string database)
    {
        var clock = new FakedClock(place);
        var service = await place.StartReadyAsync();
        var token = await service.LoginForTokenAsync();
        var (good, revoked) = (await service.CreateAccesskeyAsync(token), await service.CreateAccesskeyAsync(token));
        var loggedOut = await service.LoginForTokenAsync();
        await EndAsync(service, token, revoked, loggedOut);
        var ledgers = new List<Ledger>();

        foreach (var jump in Jumps)
        {
            clock.Set(jump);
            await Eventually.IsTrueAsync(async () => Math.Abs((await DateAsync(service) - (TimeProvider.System.GetUtcNow() + jump)).TotalSeconds) < 3, "the clock is set");

            // The token is of seven days and the key of a year, by the clock of the moment.
            Assert.Equal(jump < TimeSpan.FromDays(7) ? 404 : 401, await service.VerifyAsync(token));
            Assert.Equal(jump < TimeSpan.FromDays(365) ? 404 : 401, await service.VerifyAsync(good));
            Assert.Equal((401, 401), (await service.VerifyAsync(revoked), await service.VerifyAsync(loggedOut)));
            ledgers.Add(await WriteAsync(service));
            await LedgerCheck.RunAsync(ledgers[^1], await place.ConnectAsync(), service);
            Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/ready"));
        }

        Assert.Equal((404, 404), (await service.VerifyAsync(token), await service.VerifyAsync(good)));
        await service.TerminateAsync();
        Assert.Equal(0, await service.ExitCodeAsync());

        // libfaketime ends waits of synchronous reads too early, now and then: the framework prints that of its keys with all that stands around it, and the request is told to come back.
        Assert.DoesNotContain("unhandled exception", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Lines, line => IsFault(line) && !line.Contains("OutageLog", StringComparison.Ordinal) && !line.Contains("cannot be prepared; trying again", StringComparison.Ordinal));
        Assert.Empty(service.Errors);
        output.Tell($"Clock set {Jumps.Length} times, between {Jumps.Min().TotalDays:F0} and {Jumps.Max().TotalDays:F0} days, on {database}", $"{ledgers.Sum(ledger => ledger.Acknowledged)} changes acknowledged under these clocks, 0 lost, {ledgers.Sum(ledger => ledger.Unavailable)} requests told to come back");
    }

    private static bool IsFault(string line) => line.Contains(" fail: VoipBin.Auth.", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal);

    private static async Task EndAsync(ServiceProcess service, string token, string revoked, string loggedOut)
    {
        using var own = await service.AskAsync(revoked, path: "/v1.0/me");
        using var deletion = await service.AskAsync(token, HttpMethod.Delete, $"/v1.0/accesskeys/{(await own.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}");
        using var logout = await service.AskAsync(loggedOut, HttpMethod.Post, "/auth/logout");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (deletion.StatusCode, logout.StatusCode));
    }

    /// <summary>What is made under one clock is made, and presented, with a login of that clock.</summary>
    private static async Task<Ledger> WriteAsync(ServiceProcess service)
    {
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, () => service, await service.LoginForTokenAsync(), count: 2);
        await stream.AdvanceAsync(Changes);
        await stream.EndAsync();
        return ledger;
    }

    private static async Task<DateTimeOffset> DateAsync(ServiceProcess service)
    {
        using var response = await service.Client.GetAsync(new Uri("/ping", UriKind.Relative));
        return response.Headers.Date!.Value;
    }
}
