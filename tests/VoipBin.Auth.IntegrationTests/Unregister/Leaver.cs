using System.Text.Json;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Unregister;

/// <summary>A customer that leaves: an admin who knows his password, a colleague who does not administrate, and a key.</summary>
internal sealed record Leaver(Guid CustomerId, Agent Admin, string Token, Agent Manager, string ManagerToken, string Accesskey)
{
    public const string Password = "an admin's good password";
    public const string ManagerPassword = "a manager's good password";
    public const string ByPassword = """{"password":"an admin's good password"}""";
    public const string AtOnce = """{"password":"an admin's good password","immediate":true}""";
    public const string ByPhrase = """{"confirmation_phrase":"DELETE"}""";

    public static async Task<Leaver> AddAsync(AuthService service)
    {
        var customer = await service.Seed.AddCustomerAsync();

        // With a hash of its own: when the customer is deleted nothing of it may be left.
        var admin = await service.Seed.ImportAgentAsync(customer.Id, Permission.CustomerAdmin, Seed.HashOf(Password));
        var manager = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerManager, ManagerPassword);
        var (_, accesskey) = await service.Seed.AddAccesskeyAsync(customer.Id);
        return new(customer.Id, admin, service.Seed.IssueToken(admin), manager, service.Seed.IssueToken(manager), accesskey);
    }

    /// <summary>A customer that has unregistered, and the answer to that.</summary>
    public static async Task<(Leaver Leaver, JsonElement Customer)> AddGoneAsync(AuthService service)
    {
        var leaver = await AddAsync(service);
        var response = await service.CallAsync("POST", "/auth/unregister", leaver.Token, ByPhrase);
        Assert.Equal(200, response.Status);
        return (leaver, response.Json);
    }

    /// <summary>The body of a recovery without a token.</summary>
    public static string Recovery(string username, string password) => JsonText.Write(new { username, password });
}
