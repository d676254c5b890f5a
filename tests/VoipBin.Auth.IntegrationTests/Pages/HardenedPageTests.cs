using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>A mailed link is no credential: it works where those are not accepted in a URL. It begins with what is configured.</summary>
public abstract class HardenedPageTests(AuthService service)
{
    [Fact]
    public async Task Link_WhereQueryCredentialsAreOff_Works()
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);
        var link = await service.IssueLinkUriAsync(agent.Id);

        var page = await FormPage.OpenAsync(service, link.PathAndQuery);
        var done = await page.SubmitAsync("velvet anchor sunrise");

        Assert.Equal($"{HardenedSettings.PublicOrigin}/auth/password-reset", link.GetLeftPart(UriPartial.Path));
        PageAnswer.Is(page.Response, 200, "Set your password");
        PageAnswer.Is(done.Response, 200, "Your password is set");
        Assert.Equal(200, (await service.LoginAsync(agent.Username, "velvet anchor sunrise")).Status);
    }

    [Fact]
    public async Task Link_ThroughATrustedProxy_SetsASecureCookie()
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);
        string[] proxy = ["Host: api.example.net", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9"];

        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync(agent.Id), proxy);
        var done = await page.SubmitAsync("velvet anchor sunrise", [.. proxy, $"Origin: {HardenedSettings.PublicOrigin}", "Sec-Fetch-Site: same-origin"]);

        Assert.Equal($"{page.Cookie}; path=/; secure; samesite=strict; httponly", page.Response.Header("Set-Cookie"));
        PageAnswer.Is(done.Response, 200, "Your password is set");
        Assert.Equal("203.0.113.9", (await service.Seed.AuditedAsync(done.Response)).Address);
    }

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqlite(HardenedSqliteService service) : HardenedPageTests(service);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgres(HardenedPostgresService service) : HardenedPageTests(service);
}
