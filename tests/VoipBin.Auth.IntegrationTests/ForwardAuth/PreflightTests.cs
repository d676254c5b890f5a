using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>What a preflight must not open.</summary>
public sealed class PreflightTests(PreflightTests.Service service) : IClassFixture<PreflightTests.Service>
{
    private static readonly string[] Preflight = ["Origin: https://app.example", "Access-Control-Request-Method: POST"];

    [Fact]
    public async Task Preflight_OfAnOrdinaryRoute_Passes() =>
        Assert.Equal("anonymous", Ask.Allowed(await service.DecideAsync("forward-auth", "OPTIONS", "/v1.0/calls", Preflight))[AuthHeaders.Type]);

    [Fact]
    public async Task Preflight_OfARouteForNobody_IsRefused() =>
        Ask.Refused(await service.DecideAsync("forward-auth", "OPTIONS", "/internal/x", Preflight), 403, "PERMISSION_DENIED");

    /// <summary>Where queries are switched off, the proxy is one that cannot take a credential out of them: a browser sends a preflight with the query of the request.</summary>
    [Theory]
    [InlineData("?token=secret", 401)]
    [InlineData("?accesskey=secret", 401)]
    [InlineData("?%74oken=secret", 400)]
    public async Task Preflight_WithACredentialWhereQueriesAreOff_IsRefused(string query, int status) =>
        Assert.Equal(status, (await service.DecideAsync("forward-auth", "OPTIONS", "/v1.0/calls" + query, Preflight)).Status);

    public sealed class Service : SqliteService
    {
        protected override Task PrepareAsync()
        {
            Directory.CreateDirectory(DataDirectory);
            var rules = Path.Combine(DataDirectory, "rules.json");
            File.WriteAllText(rules, RuledService.Rules);
            Settings["ForwardAuth:RulesFile"] = rules;
            Settings["Credentials:AllowQuery"] = "false";
            return Task.CompletedTask;
        }
    }
}
