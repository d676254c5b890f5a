using System.Diagnostics;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>Whatever cannot be a login is hashed all the same. How exactly alike the times are, <see cref="Timing.TimingTests"/> measures.</summary>
public sealed class LoginTimeTests(LoginTimeTests.SlowService service) : IClassFixture<LoginTimeTests.SlowService>
{
    [Fact]
    public async Task Login_NobodyMayEnter_TakesAsLongAsAWrongPassword()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var living = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password", SlowService.Cost);
        var withoutPassword = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin);

        var wrong = await FastestAsync(living.Username, "another password");
        TimeSpan[] others =
        [
            await FastestAsync("nobody@example.net", "another password"),
            await FastestAsync(withoutPassword.Username, "another password"),
            await FastestAsync(living.Username, new string('x', 73)),
        ];

        // Without the hash an answer comes thirty times as fast; the fastest of several is what the machine's other work spoils least.
        Assert.All(others, other => Assert.InRange(other, wrong / 4, wrong * 4));
    }

    private async Task<TimeSpan> FastestAsync(string username, string password)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 4; i++)
        {
            var watch = Stopwatch.StartNew();
            Refusal.IsFailedLogin(await service.LoginAsync(username, password));
            times.Add(watch.Elapsed);
        }

        return times.Min();
    }

    /// <summary>A service whose hashes take as long as a service's may at least.</summary>
    public sealed class SlowService : SqliteService
    {
        internal const int Cost = 10;

        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            Settings["Passwords:BcryptCost"] = $"{Cost}";
        }
    }
}
