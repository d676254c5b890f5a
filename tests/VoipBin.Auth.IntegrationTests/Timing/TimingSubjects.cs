using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>Every route that takes a name from somebody who has not said who he is.</summary>
internal sealed class TimingSubjects(Seed seed, int cost)
{
    /// <summary>A hash that was imported is of a lower cost, and made in a quarter of the time.</summary>
    private const int CheaperBy = 2;

    private const string Present = "the present passphrase";
    private const string Guessed = "a guessed passphrase";

    private int strangers;

    public async Task<IReadOnlyList<TimingSubject>> AddAllAsync() => [await AddLoginAsync()];

    private async Task<TimingSubject> AddLoginAsync()
    {
        var (customer, deleted, frozen) = (await seed.AddCustomerAsync(), await seed.AddCustomerAsync(), await seed.AddCustomerAsync());
        await seed.DeleteCustomerAsync(deleted.Id);
        await seed.FreezeAsync(frozen.Id);
        var (hash, cheaper) = (HashOf(cost), HashOf(cost - CheaperBy));
        return new("POST /auth/login", 401, () => Task.FromResult<object>(new { username = NobodysAddress(), password = Guessed }),
        [
            ("wrong password", () => GuessAsync(customer.Id, hash)),
            ($"wrong password, imported hash of cost {cost - CheaperBy}", () => GuessAsync(customer.Id, cheaper)),
            ("has no password", () => GuessAsync(customer.Id, passwordHash: null)),
            ("of a deleted customer", () => GuessAsync(deleted.Id, hash)),
            ("of a frozen customer", () => GuessAsync(frozen.Id, hash)),
        ]);
    }

    private async Task<object> GuessAsync(Guid customerId, string? passwordHash) =>
        new { username = (await seed.ImportAgentAsync(customerId, Permission.CustomerAgent, passwordHash)).Username, password = Guessed };

    private string NobodysAddress() => $"nobody{++strangers}@example.net";

    private static string HashOf(int cost) => Password.TryParse(Present, out var password) ? Bcrypt.Hash(password, cost) : throw new InvalidOperationException(Present);
}
