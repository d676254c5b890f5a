using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.RateLimits;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>Somebody who tries passwords, on a clock that stands still between two tries.</summary>
internal sealed class Guesser : IDisposable
{
    public const string Right = "lamp otter granite";
    public const string Wrong = "velvet anchor sunrise";

    private readonly AuthService service;
    private readonly IDisposable hold;
    private DateTimeOffset now;

    private Guesser(AuthService service, string username)
    {
        (this.service, Username) = (service, username);

        // Whole microseconds, as everything that is stored has.
        now = DateTimeOffset.FromUnixTimeMilliseconds(service.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        hold = service.Clock.HoldAt(now);
    }

    public string Username { get; }

    /// <summary>Where he sits.</summary>
    public string Address { get; } = ClientAddress.Next();

    /// <summary>At an agent's account.</summary>
    public static async Task<(Guesser Guesser, Agent Agent)> AtAgentAsync(AuthService service)
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Right);
        return (new(service, agent.Username), agent);
    }

    /// <summary>At a name that nobody has.</summary>
    public static Guesser AtNobody(AuthService service) => new(service, $"nobody.{ClientAddress.Next()}@example.net");

    public void Wait(TimeSpan time)
    {
        now += time;
        service.Clock.HoldAt(now);
    }

    public Task<RawResponse> TryAsync(string password, string? address = null, string? cookie = null) => service.LoginAsync(
        Username, password, [ClientAddress.Header(address ?? Address), .. cookie is null ? Array.Empty<string>() : [$"Cookie: {cookie}"]]);

    /// <summary>Fails once, from where he sits or from elsewhere.</summary>
    public async Task FailAsync(string? address = null) => Refusal.IsFailedLogin(await TryAsync(Wrong, address));

    /// <summary>Fails so often, and waits each time until that counts.</summary>
    public async Task FailOftenAsync(int times, string? address = null)
    {
        for (var number = 1; number <= times; number++)
        {
            await FailAsync(address);
            Wait(GuessCount.DelayAfter(number, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)));
        }
    }

    /// <summary>How often failures were counted, the fewest first: of the name from each network, and of the name as a whole.</summary>
    public Task<string> CountsAsync(byte[] account) => service.Seed.InDatabaseAsync(async database => string.Join(
        ", ", await database.Set<GuessCount>().AsNoTracking().Where(count => count.Account == account).OrderBy(count => count.Failures).Select(count => count.Failures).ToArrayAsync()));

    public void Dispose() => hold.Dispose();

    /// <summary>The cookie of a known browser that an answer sets, as the browser sends it over https.</summary>
    public static string DeviceOf(RawResponse response)
    {
        var line = response.Headers["Set-Cookie"].Single(cookie => cookie.Contains("voipbin_device=", StringComparison.Ordinal)).Split(';')[0];
        return line.StartsWith("__Host-", StringComparison.Ordinal) ? line : "__Host-" + line;
    }
}
