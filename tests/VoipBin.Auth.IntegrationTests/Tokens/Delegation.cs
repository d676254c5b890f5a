using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>An operator who acts for a customer, as a test needs both.</summary>
internal sealed record Delegation(Agent Operator, string OperatorToken, Tenant Target, string Token)
{
    public const string Reason = "Ticket 4711: keys are missing";

    public static async Task<Delegation> BeginAsync(AuthService service) => await BeginAsync(service, await service.Seed.AddTenantAsync());

    /// <summary>An operator of another customer, whom nobody else knows, acts for this one.</summary>
    public static async Task<Delegation> BeginAsync(AuthService service, Tenant target)
    {
        var (superAdmin, token) = await AddOperatorAsync(service);
        var response = await AskAsync(service, token, target.CustomerId);
        Assert.Equal(200, response.Status);
        return new(superAdmin, token, target, response.Json.Text("token"));
    }

    public static async Task<(Agent Operator, string Token)> AddOperatorAsync(AuthService service)
    {
        var customer = await service.Seed.AddCustomerAsync();
        var superAdmin = await service.Seed.AddAgentAsync(customer.Id, Permission.ProjectSuperAdmin);
        return (superAdmin, service.Seed.IssueToken(superAdmin));
    }

    public static Task<RawResponse> AskAsync(AuthService service, string credential, Guid customerId, string reason = Reason) =>
        service.CallAsync("POST", "/auth/delegate", credential, JsonText.Write(new { customer_id = customerId.ToString(), reason }));
}
