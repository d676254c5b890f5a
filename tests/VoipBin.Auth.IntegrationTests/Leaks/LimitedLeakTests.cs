using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>What is refused because there was too much of it lets no credential out either, whichever limit it was. The other runs have no limits: they would be one 429 after the other.</summary>
[Collection(LeakGroup.OnSqlite)]
public sealed class LimitedLeakTests(PublishedService published, ITestOutputHelper output)
{
    private const int Tries = 8;
    private const int MostLogins = 50;

    /// <summary>For each limit one that it counts, and what proxies ask.</summary>
    private static readonly (string Method, string Path)[] Routes =
        [("GET", "/v1.0/me"), ("GET", "/v1.0/nowhere"), ("GET", "/console/accesskeys"), ("GET", "/auth/password-reset"), ("POST", "/auth/introspect"), ("GET", "/authz/forward-auth")];

    /// <summary>Two runs: what the first limits refuse does not get as far as the others.</summary>
    [Theory]
    [InlineData("Anonymous anonymous", "Api api")]
    [InlineData("Customer customer", "FailedCredentials failed_credentials", "FailedIntrospections failed_introspections", "FailedLogins failed_logins")]
    public async Task Service_WhateverItRefusesForALimit_LetsNoCredentialOut(params string[] limits)
    {
        var (settings, names) = (limits.Select(limit => limit.Split(' ')[0]), limits.Select(limit => limit.Split(' ')[1]));
        await using var service = await MarkedService.StartAsync(
            published, onPostgres: false, [.. settings.SelectMany(name => ((string, string)[])[($"RateLimits:{name}PerSecond", "1"), ($"RateLimits:{name}Burst", "3")])]);
        var login = await service.SendAsync("a login", "POST", "/auth/login", [], JsonText.Write(new { username = service.FirstStart!.Username, password = service.FirstStart.Password }));
        var token = service.Issue(login, Secret.Token(login.Response.Json.Text("token")));
        var made = await service.SendAsync("a new accesskey", "POST", "/v1.0/accesskeys", [$"Authorization: Bearer {token}"], "{}");
        var accesskey = service.Issue(made, Secret.Accesskey(made.Response.Json.Text("token")));
        var credentials = new MarkedCredentials(token, accesskey, token, token, accesskey, accesskey, $"voipbin_console={token}");

        // At once: one comes back in a second.
        await Task.WhenAll(Enumerable.Range(0, Tries).Select(number => service.SendAsync(
            "introspection", "POST", "/auth/introspect", [$"Authorization: Bearer {accesskey}", "Content-Type: application/x-www-form-urlencoded"], $"token={MarkedCredentials.BadAccesskey}{number}")));
        for (var (number, status) = (0, 0); number < MostLogins && status != 429; number++)
        {
            status = (await service.SendAsync("a wrong login", "POST", "/auth/login", [], JsonText.Write(new { username = Secret.MisplacedPassword, password = MarkedCredentials.Password }))).Status;
        }

        await new MarkedTraffic(service, credentials, Routes).SendCarriersAsync();
        await service.Process.TerminateAsync();
        Assert.Equal(0, await service.Process.ExitCodeAsync());

        var report = new LeakReport(service);
        await report.SearchAsync();
        output.WriteLine(report.Describe());
        service.Search.AssertNothingFound();
        var refused = service.Exchanges.Where(exchange => exchange.Status == 429).ToArray();
        Assert.All(names, name => Assert.Contains(refused, exchange => exchange.Text.Contains($"\"limit\":\"{name}\"", StringComparison.Ordinal)));
    }
}
