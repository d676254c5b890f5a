using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;
using VoipBin.Auth.IntegrationTests.RateLimits;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Guessing;

public abstract class LoginDelayTests(AuthService service)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    /// <summary>The right password is refused as a wrong one is until the delay is over, to the millisecond; what comes meanwhile does not prolong it.</summary>
    [Fact]
    public async Task Failures_OfOneNetwork_DelayTwiceAsLongEachUpToFifteenMinutes()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            foreach (var delay in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
            {
                await guesser.FailAsync();
                guesser.Wait((delay * Second) - Instant);
                Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right));
                Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Wrong));
                guesser.Wait(Instant);
            }

            Assert.Equal("12, 12", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);
        }
    }

    [Fact]
    public async Task Success_AfterFailures_ForgetsThem()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            await guesser.FailOftenAsync(5);

            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);

            Assert.Equal("", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));
            await guesser.FailAsync();
            guesser.Wait(Second);
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);
        }
    }

    /// <summary>Whoever has many networks waits for the account: half a minute at most, after each failure.</summary>
    [Fact]
    public async Task Failures_FromManyNetworks_DelayTheAccountAtMostThirtySeconds()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            foreach (var delay in (int[])[1, 2, 4, 8, 16, 30, 30, 30])
            {
                await guesser.FailAsync(ClientAddress.Next());
                guesser.Wait((delay * Second) - Instant);
                Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right, ClientAddress.Next()));
                guesser.Wait(Instant);
            }

            Assert.Equal("1, 1, 1, 1, 1, 1, 1, 1, 8", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right, ClientAddress.Next())).Status);
        }
    }

    /// <summary>A guesser has the other addresses of his network for nothing.</summary>
    [Theory]
    [InlineData("198.51.100.1", "198.51.100.254", true)]
    [InlineData("198.51.101.1", "198.51.102.1", false)]
    [InlineData("2001:db8:77:1::1", "2001:db8:77:1:2::2", true)]
    [InlineData("2001:db8:77:2::1", "2001:db8:77:3::1", false)]
    public async Task Failures_OfANeighbour_CountForTheNetwork(string one, string other, bool isDelayed)
    {
        var (guesser, _) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            await guesser.FailOftenAsync(7, one);
            await guesser.FailAsync(one);
            guesser.Wait(31 * Second);

            Assert.Equal(isDelayed ? 401 : 200, (await guesser.TryAsync(Guesser.Right, other)).Status);
        }
    }

    [Fact]
    public async Task Failures_OfAName_DelayNoOtherName()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        var neighbour = await service.Seed.AddAgentAsync(agent.CustomerId, Permission.CustomerAdmin, Guesser.Right);
        using (guesser)
        {
            await guesser.FailOftenAsync(5);
            await guesser.FailAsync();

            Assert.Equal(200, (await service.LoginAsync(neighbour.Username, Guesser.Right, ClientAddress.Header(guesser.Address))).Status);
            Refusal.IsFailedLogin(await service.LoginAsync($"  {agent.Username.ToUpperInvariant()} ", Guesser.Right, ClientAddress.Header(guesser.Address)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PasswordSet_ByItsOwnerOrAnAdmin_EndsEveryDelay(bool isReset)
    {
        const string NewPassword = "compass thistle harbour";
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        var admin = await service.Seed.AddAgentAsync(agent.CustomerId, Permission.CustomerAdmin);
        using (guesser)
        {
            await guesser.FailOftenAsync(6);
            await guesser.FailAsync();

            var answer = isReset
                ? await service.ResetAsync(await service.IssueLinkAsync(agent.Id), NewPassword)
                : await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", service.Seed.IssueToken(admin), JsonText.Write(new { password = NewPassword }));

            Assert.Equal(200, answer.Status);
            Assert.Equal(200, (await guesser.TryAsync(NewPassword)).Status);
        }
    }

    /// <summary>A count that a wrong clock made in the future delays as one of now, and not until then.</summary>
    [Fact]
    public async Task Failure_CountedByAClockThatRanAhead_DelaysNoLonger()
    {
        var (guesser, _) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            await guesser.FailAsync();
            guesser.Wait(TimeSpan.FromHours(-1));

            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);
        }
    }

    /// <summary>The same rows, the same answers; and of what was typed nothing stays: people type passwords there.</summary>
    [Fact]
    public async Task Failures_OfANameThatNobodyHas_AreCountedAlike()
    {
        using var guesser = Guesser.AtNobody(service);

        await guesser.FailAsync();
        var delayed = await guesser.TryAsync(Guesser.Right);

        Refusal.IsFailedLogin(delayed);
        Assert.Equal("1, 1", await guesser.CountsAsync(AccountOf(guesser.Username)));
        var audited = await service.Seed.AuditedAsync(delayed);
        Assert.Equal((null, null, """{"delayed":true}"""), (audited.CustomerId, audited.SubjectId, audited.Data));
        Assert.DoesNotContain(guesser.Username, await service.DumpAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(service.Log.LinesWith(guesser.Username));
    }

    [Fact]
    public async Task Refusal_WhileADelayLasts_IsAuditedAsSuch()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var wrong = await service.Seed.AuditedAsync(await guesser.TryAsync(Guesser.Wrong));
            var delayed = await service.Seed.AuditedAsync(await guesser.TryAsync(Guesser.Right));

            Assert.Equal(("login.refused", agent.Id, "{}"), (wrong.Type, wrong.SubjectId, wrong.Data));
            Assert.Equal(("login.refused", agent.Id, """{"delayed":true}"""), (delayed.Type, delayed.SubjectId, delayed.Data));
        }
    }

    /// <summary>Of many at once, from many networks, one counts: what the others would have learnt they are not told.</summary>
    [Fact]
    public async Task Guesses_ManyAtOnce_AreOne()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var guesses = Enumerable.Range(0, 12).Select(_ => guesser.TryAsync(Guesser.Wrong, ClientAddress.Next())).ToArray();
            var answers = await Task.WhenAll(guesses);

            Assert.All(answers, Refusal.IsFailedLogin);
            var counted = await guesser.CountsAsync(AccountOf(agent.UsernameKey));
            Assert.InRange(counted.Split(", ").Length - 1, 1, guesses.Length / 2);
        }
    }

    /// <summary>A stolen token guesses the password no faster than a stranger, and delays nobody who logs in.</summary>
    [Fact]
    public async Task PresentPassword_Wrong_DelaysTheTokenOnly()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var (stolen, own) = (service.Seed.IssueToken(agent), service.Seed.IssueToken(agent));

            Assert.Equal(400, (await UnregisterAsync(stolen, Guesser.Wrong)).Status);
            Assert.Equal("INVALID_ARGUMENT", (await UnregisterAsync(stolen, Guesser.Right)).Reason);
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);
            Assert.Equal(200, (await UnregisterAsync(own, Guesser.Right)).Status);
        }
    }

    /// <summary>The way back of a frozen customer takes name and password too.</summary>
    [Fact]
    public async Task Recovery_AfterAFailure_IsDelayed()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            await UnregisterAsync(service.Seed.IssueToken(agent), Guesser.Right);
            Assert.Equal(401, (await RecoverAsync(guesser, Guesser.Wrong)).Status);

            Assert.Equal(401, (await RecoverAsync(guesser, Guesser.Right)).Status);
            guesser.Wait(Second);
            Assert.Equal(200, (await RecoverAsync(guesser, Guesser.Right)).Status);
        }
    }

    [Fact]
    public async Task Counts_ADayOld_AreRemovedAndBeginAnew()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            await guesser.FailOftenAsync(4);
            guesser.Wait(GuessCount.Memory);
            await guesser.FailAsync();
            Assert.Equal("1, 1", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));

            guesser.Wait(GuessCount.Memory);
            await service.Services.GetRequiredService<RetentionService>().RunAsync(CancellationToken.None);
            Assert.Equal("", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));
        }
    }

    private Task<RawResponse> UnregisterAsync(string token, string password) => service.CallAsync("POST", "/auth/unregister", token, JsonText.Write(new { password }));

    private Task<RawResponse> RecoverAsync(Guesser guesser, string password) => service.CallAsync(
        "DELETE", "/auth/unregister", bearer: null, JsonText.Write(new { username = guesser.Username, password }), ClientAddress.Header(guesser.Address));

    private byte[] AccountOf(string name) => GuessSubject.AccountOf(service.Services.GetRequiredService<GuessKey>(), name);

    [Collection(GuardedSqliteTests.Name)]
    public sealed class OnSqlite(GuardedSqliteService service) : LoginDelayTests(service);

    [Collection(GuardedPostgresTests.Name)]
    public sealed class OnPostgres(GuardedPostgresService service) : LoginDelayTests(service);
}
