using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>An operator who began to act for a customer at his browser.</summary>
internal sealed record Deputy(Visitor Visitor, Agent Operator, Tenant Target)
{
    public const string Reason = "Ticket 4711: keys are missing";
    public const string Stop = "/console/stop-acting";

    /// <summary>The token by which he acts.</summary>
    public string Token { get; } = Visitor.Cookies.GetValueOrDefault(Visitor.DelegateCookie) ?? "";

    /// <summary>When it ends.</summary>
    public DateTimeOffset Ends => DateTimeOffset.FromUnixTimeSeconds((long)JwtForge.PayloadOf(Token)["exp"]!);

    /// <summary>The customer's page, as an operator sees it.</summary>
    public string Page => $"/console/customers/{Target.CustomerId}";

    public static async Task<Deputy> BeginAsync(AuthService service)
    {
        var (visitor, superAdmin) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var target = await service.Seed.AddTenantAsync();
        Assert.Equal(303, (await visitor.SubmitAsync($"/console/customers/{target.CustomerId}/act", ("reason", Reason))).Status);
        return new(visitor, superAdmin, target);
    }
}
