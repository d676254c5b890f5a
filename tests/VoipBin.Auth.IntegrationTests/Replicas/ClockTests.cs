using System.Diagnostics;
using System.Net;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The clocks of two machines are three seconds apart, or one of them jumps: nobody is refused for that, and nothing that was revoked lives on.</summary>
[Collection(RevocationGroup.Name)]
public sealed class ClockTests(ReplicaPair pair, MovedReplica moved, ITestOutputHelper output) : IClassFixture<MovedReplica>
{
    /// <summary>The machine of the tests may be busy with other things.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <summary>There is no <c>nbf</c>, and <c>iat</c> is not compared: a token of the future is a good one.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Login_InEitherProcess_IsGoodInBothAtOnce(int seconds)
    {
        moved.Clock.Ahead = TimeSpan.FromSeconds(seconds);

        var before = Now();
        var (there, here) = (await moved.Service.LoginForTokenAsync(), await pair.First.LoginForTokenAsync());
        var after = Now();

        Assert.InRange(IssuedAt(there), before.ToUnixTimeSeconds() + seconds, after.ToUnixTimeSeconds() + seconds);
        Assert.InRange(IssuedAt(here), before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds());
        foreach (var service in new[] { pair.First, moved.Service })
        {
            Assert.Equal((404, 404), (await service.VerifyAsync(there), await service.VerifyAsync(here)));
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(-3, true)]
    [InlineData(-3, false)]
    public async Task Revoke_InEitherProcess_CountsInTheOther(int seconds, bool inTheMoved)
    {
        moved.Clock.Ahead = TimeSpan.FromSeconds(seconds);
        var (here, there) = inTheMoved ? (moved.Service, pair.First) : (pair.First, moved.Service);
        var token = await here.LoginForTokenAsync();
        var accesskey = await here.CreateAccesskeyAsync(token);
        var tenant = await pair.Database.AddTenantAsync();
        await ReplicaPair.KnowAsync(tenant, here, there);
        Assert.Equal((404, 404), (await there.VerifyAsync(accesskey), await there.VerifyAsync(token)));

        using (var deleted = await here.AskAsync(tenant.Token, HttpMethod.Delete, $"/v1.0/accesskeys/{tenant.AccesskeyId}"))
        {
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        }

        await RefusedSoonAsync(there, tenant.Accesskey, "Deleted");
        using (var done = await here.AskAsync(token, HttpMethod.Post, "/auth/logout"))
        {
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        await RefusedSoonAsync(there, token, "Logged out");
        Assert.Equal((401, 401), (await here.VerifyAsync(tenant.Accesskey), await here.VerifyAsync(token)));
        Assert.Equal((404, 404), (await there.VerifyAsync(accesskey), await there.VerifyAsync(tenant.Token)));
    }

    /// <summary>Each answer is held against the clock of who gave it: sent before the end by that clock if it was good, received after it if not.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Expiry_IsByTheClockOfEachProcess(int seconds)
    {
        moved.Clock.Ahead = TimeSpan.FromSeconds(seconds);

        // On a machine that stands still for seconds nobody may ask between the one end and the other: then once more.
        await Eventually.IsTrueAsync(() => EndApartAsync(TimeSpan.FromSeconds(seconds)), "one process has refused what the other took");
    }

    /// <summary>What is remembered is believed by what is measured: a clock that is set back does not make it be believed for longer.</summary>
    [Theory]
    [InlineData(3000)]
    [InlineData(-3600)]
    public async Task Revoke_ClockIsSetWhileTheListenerIsSilent_CountsWithinTheBound(int seconds)
    {
        moved.Clock.Ahead = TimeSpan.Zero;
        await moved.News.HeardAsync(processes: 1);
        var revoked = await pair.Database.AddTenantAsync();
        await ReplicaPair.KnowAsync(revoked, moved.Service);

        moved.News.FallSilent();
        try
        {
            var watch = Stopwatch.StartNew();
            moved.Clock.Ahead = TimeSpan.FromSeconds(seconds);
            await pair.Database.RevokeAsync(revoked);
            await Eventually.IsTrueAsync(() => watch.Elapsed > ReplicaPair.Bound, "the bound is over");

            Assert.Equal((401, 404), (await moved.Service.VerifyAsync(revoked.Accesskey), await moved.Service.VerifyAsync(revoked.Token)));
        }
        finally
        {
            moved.News.EndSilence();
        }
    }

    /// <summary>Nor does one that is set make a process distrust what it hears, and ask at each request. The token ends in an hour.</summary>
    [Theory]
    [InlineData(3000)]
    [InlineData(-3600)]
    public async Task Verify_ClockIsSetWhileTheListenerHears_GoesOnFromMemory(int seconds)
    {
        const int Times = 50;
        const int Tries = 5;
        var tenant = await pair.Database.AddTenantAsync();
        var questions = int.MaxValue;

        // On a machine that stands still a heartbeat may be late: then once more.
        for (var count = 0; count < Tries && questions > Times / 2; count++)
        {
            moved.Clock.Ahead = TimeSpan.Zero;
            await moved.News.HeardAsync(processes: 1);
            await ReplicaPair.KnowAsync(tenant, moved.Service);
            questions = 0;
            moved.Questions.Passes = piece =>
            {
                _ = piece.IsAnswer ? 0 : Interlocked.Increment(ref questions);
                return true;
            };
            moved.Clock.Ahead = TimeSpan.FromSeconds(seconds);
            for (var time = 0; time < Times; time++)
            {
                Assert.Equal((404, 404), (await moved.Service.VerifyAsync(tenant.Accesskey), await moved.Service.VerifyAsync(tenant.Token)));
            }

            moved.Questions.Passes = null;
        }

        Assert.True(questions <= Times / 2, $"{questions} questions for {2 * Times} requests.");
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private static long IssuedAt(string token) => JwtForge.PayloadOf(token)["iat"]!.GetValue<long>();

    /// <summary>Asks both processes for credentials that end soon, until both refuse them.</summary>
    /// <returns>Whether one refused them while the other took them.</returns>
    private async Task<bool> EndApartAsync(TimeSpan ahead)
    {
        var wereApart = false;
        var latest = ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero;
        var expires = DateTimeOffset.FromUnixTimeSeconds(Now().ToUnixTimeSeconds() + 2) + latest;
        var tenant = await pair.Database.AddTenantAsync(expires);
        await Eventually.IsTrueAsync(
            async () =>
            {
                var (own, other) = (await AskAsync(pair.First, tenant, expires, TimeSpan.Zero), await AskAsync(moved.Service, tenant, expires, ahead));
                wereApart |= own != other;
                return (own, other) == (401, 401);
            },
            "both refuse them");
        return wereApart;
    }

    /// <returns>The status of the token, which was asked for after the key.</returns>
    private static async Task<int> AskAsync(ServiceProcess service, Tenant tenant, DateTimeOffset expires, TimeSpan ahead)
    {
        var statuses = new List<int>();
        foreach (var credential in new[] { tenant.Accesskey, tenant.Token })
        {
            var sent = Now() + ahead;
            var status = await service.VerifyAsync(credential);
            var received = Now() + ahead;
            Assert.True(status == 404 ? sent < expires : status == 401 && received >= expires, $"{status} between {sent:O} and {received:O}, which ends at {expires:O}");
            statuses.Add(status);
        }

        return statuses[^1];
    }

    private async Task RefusedSoonAsync(ServiceProcess service, string credential, string what)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(async () => await service.VerifyAsync(credential) == 401, "it is refused");
        output.WriteLine($"{what} in the other process: refused after {watch.Elapsed.TotalMilliseconds:F0} ms");
        Assert.True(watch.Elapsed < Bound, $"{what}: it took {watch.Elapsed}.");
    }
}
