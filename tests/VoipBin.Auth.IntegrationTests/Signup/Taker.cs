using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Somebody who has an address that another one wants.</summary>
internal static class Taker
{
    /// <param name="service">The service.</param>
    /// <param name="email">The address.</param>
    /// <param name="taker">What it becomes: the address of a <c>customer</c>, or the username of an <c>agent</c>.</param>
    public static async Task TakeAsync(AuthService service, string email, string taker)
    {
        var (owner, now) = (await service.Seed.AddCustomerAsync(), service.Clock.GetUtcNow());
        object row = taker == "customer" ? Customer.Create("Taker", email, now) : Agent.Create(owner.Id, email, "Taker", Permission.CustomerAgent, passwordHash: null, now);
        await service.Seed.InDatabaseAsync(database =>
        {
            database.Add(row);
            return database.SaveChangesAsync();
        });
    }
}
