using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>Every route that takes a name from somebody who has not said who he is.</summary>
internal sealed class TimingSubjects(Seed seed, int cost)
{
    /// <summary>A hash that was imported is of a lower cost, and made in a quarter of the time.</summary>
    private const int CheaperBy = 2;

    /// <summary>See <see cref="TimingSubject.TimesTries"/>.</summary>
    private const int QuickRoutesTries = 2;

    private const string Present = "the present passphrase";
    private const string Guessed = "a guessed passphrase";

    private int strangers;

    public async Task<IReadOnlyList<TimingSubject>> AddAllAsync() => [await AddLoginAsync(), OfSignup(), await AddPasswordForgotAsync()];

    private async Task<TimingSubject> AddLoginAsync()
    {
        var (customer, deleted, frozen) = (await seed.AddCustomerAsync(), await seed.AddCustomerAsync(), await seed.AddCustomerAsync());
        await seed.DeleteCustomerAsync(deleted.Id);
        await seed.FreezeAsync(frozen.Id);
        var (hash, cheaper) = (Seed.HashOf(Present, cost), Seed.HashOf(Present, cost - CheaperBy));
        return new("POST /auth/login", 401, () => Task.FromResult<object>(new { username = NobodysAddress(), password = Guessed }),
        [
            ("wrong password", () => GuessAsync(customer.Id, hash)),
            ($"wrong password, imported hash of cost {cost - CheaperBy}", () => GuessAsync(customer.Id, cheaper)),
            ("has no password", () => GuessAsync(customer.Id, passwordHash: null)),
            ("of a deleted customer", () => GuessAsync(deleted.Id, hash)),
            ("of a frozen customer", () => GuessAsync(frozen.Id, hash)),
        ]);
    }

    /// <summary>Each try begins with the same rows written: what a database has just done, it does sooner.</summary>
    private TimingSubject OfSignup()
    {
        return new("POST /auth/signup", 200, async () => SignupOf(NobodysAddress(await AddBothAsync())),
        [
            ("a customer's address", async () => SignupOf((await AddBothAsync()).Email)),
            ("an agent's username", async () => SignupOf((await AddBothAsync()).Username)),
        ])
        { TimesTries = QuickRoutesTries };

        async Task<(string Email, string Username)> AddBothAsync()
        {
            var customer = await seed.AddCustomerAsync();
            return (customer.Email, (await seed.AddAgentAsync(customer.Id, Permission.CustomerAgent)).Username);
        }
    }

    private async Task<TimingSubject> AddPasswordForgotAsync()
    {
        var (customer, deleted, frozen) = (await seed.AddCustomerAsync(), await seed.AddCustomerAsync(), await seed.AddCustomerAsync());
        await seed.DeleteCustomerAsync(deleted.Id);
        await seed.FreezeAsync(frozen.Id);
        return new("POST /auth/password-forgot", 200, async () => ForgotBy(NobodysAddress(await seed.AddAgentAsync(customer.Id, Permission.CustomerAgent))),
        [
            ("an agent's", async () => ForgotBy((await seed.AddAgentAsync(customer.Id, Permission.CustomerAgent)).Username)),
            ("of a deleted customer", async () => ForgotBy((await seed.AddAgentAsync(deleted.Id, Permission.CustomerAgent)).Username)),
            ("of a frozen customer", async () => ForgotBy((await seed.AddAgentAsync(frozen.Id, Permission.CustomerAgent)).Username)),
        ])
        { TimesTries = QuickRoutesTries };
    }

    private static object SignupOf(string email) => new { email, accepted_tos = true };

    private static object ForgotBy(string username) => new { username };

    /// <param name="_">Somebody who was made for nothing, so that a try with a name that nobody has begins as the others do.</param>
    private string NobodysAddress(object _) => NobodysAddress();

    private async Task<object> GuessAsync(Guid customerId, string? passwordHash) =>
        new { username = (await seed.ImportAgentAsync(customerId, Permission.CustomerAgent, passwordHash)).Username, password = Guessed };

    private string NobodysAddress() => $"nobody{++strangers}@example.net";
}
