using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;
using VoipBin.Auth.IntegrationTests.RateLimits;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>Browsers in which somebody signed in before, or has set a new password.</summary>
public abstract class KnownBrowserTests(AuthService service)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Nobody can lock an owner out: where he signed in before, only his own failures count.</summary>
    [Fact]
    public async Task KnownBrowser_OthersFail_PassesAtOnce()
    {
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var device = Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right));
            await guesser.FailOftenAsync(8);
            await guesser.FailAsync();

            var owner = await guesser.TryAsync(Guesser.Right, cookie: device);
            var stranger = await guesser.TryAsync(Guesser.Right);

            Assert.Equal(200, owner.Status);
            Assert.NotEqual(device, Guesser.DeviceOf(owner));
            Refusal.IsFailedLogin(stranger);
            Assert.Equal("9, 9", await guesser.CountsAsync(AccountOf(agent.UsernameKey)));
        }
    }

    /// <summary>A stolen cookie guesses no faster, and the browser stays the same one after a sign-in.</summary>
    [Fact]
    public async Task KnownBrowser_FailsItself_IsDelayedAlone()
    {
        var (guesser, _) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var first = Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right));
            var device = Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right, cookie: first));
            Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Wrong, ClientAddress.Next(), first));

            Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right, ClientAddress.Next(), first));
            Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right, ClientAddress.Next(), device));
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right)).Status);
            guesser.Wait(Second);
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right, ClientAddress.Next(), device)).Status);
        }
    }

    /// <summary>Who once knew the password, and had himself recognised often, guesses no faster with all of these.</summary>
    [Fact]
    public async Task KnownBrowser_ManyOfOneName_AreDelayedTogether()
    {
        var (guesser, _) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var devices = new[] { Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right)), Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right)) };
            Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Wrong, ClientAddress.Next(), devices[0]));

            Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right, ClientAddress.Next(), devices[1]));
            guesser.Wait(Second);
            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right, ClientAddress.Next(), devices[1])).Status);
        }
    }

    /// <summary>The cookie of somebody else, one that was altered, two of them, and one that is too old are none.</summary>
    [Fact]
    public async Task KnownBrowser_CookieThatDoesNotFit_IsNone()
    {
        var (other, _) = await Guesser.AtAgentAsync(service);
        string foreign;
        using (other)
        {
            foreign = Guesser.DeviceOf(await other.TryAsync(Guesser.Right));
        }

        var (guesser, _) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var own = Guesser.DeviceOf(await guesser.TryAsync(Guesser.Right));
            await guesser.FailAsync();

            string[] cookies = [foreign, own[..^2] + (own.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"), $"{own}; {own}", "__Host-voipbin_device=x", "__Host-voipbin_device=", own.Replace("__Host-", "", StringComparison.Ordinal)];
            foreach (var cookie in cookies)
            {
                Refusal.IsFailedLogin(await guesser.TryAsync(Guesser.Right, cookie: cookie));
            }

            Assert.Equal(200, (await guesser.TryAsync(Guesser.Right, cookie: own)).Status);
        }
    }

    /// <summary>Somebody goes on guessing: the browser in which the password was set passes nevertheless.</summary>
    [Fact]
    public async Task PasswordReset_OthersGoOnGuessing_PassesWithTheBrowserOfTheReset()
    {
        const string NewPassword = "compass thistle harbour";
        var (guesser, agent) = await Guesser.AtAgentAsync(service);
        using (guesser)
        {
            var device = Guesser.DeviceOf(await service.ResetAsync(await service.IssueLinkAsync(agent.Id), NewPassword));
            await guesser.FailAsync();

            Refusal.IsFailedLogin(await guesser.TryAsync(NewPassword));
            Assert.Equal(200, (await guesser.TryAsync(NewPassword, cookie: device)).Status);
        }
    }

    private byte[] AccountOf(string name) => GuessSubject.AccountOf(service.Services.GetRequiredService<GuessKey>(), name);

    [Collection(GuardedSqliteTests.Name)]
    public sealed class OnSqlite(GuardedSqliteService service) : KnownBrowserTests(service);

    [Collection(GuardedPostgresTests.Name)]
    public sealed class OnPostgres(GuardedPostgresService service) : KnownBrowserTests(service);
}
