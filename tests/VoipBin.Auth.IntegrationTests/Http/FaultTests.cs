using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.PasswordReset;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>A bug of ours: somebody may read about it in the log, the client reads only where to ask.</summary>
public sealed class FaultTests(FaultTests.FaultyService service) : IClassFixture<FaultTests.FaultyService>
{
    private const string Internal = "the-name-of-something-internal";

    [Theory]
    [InlineData("POST", "/auth/login", """{"username":"x","password":"typed-password"}""")]
    [InlineData("POST", "/v1.0/accesskeys", """{"name":"x"}""")]
    public async Task Request_UnhandledException_IsOurFaultWithoutInternals(string method, string path, string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync(method, path, path == "/auth/login" ? null : tenant.Token, body, "Origin: https://app.example.net");

        Refusal.Is(response, 500, "INTERNAL");
        Assert.Equal(("*", "no-store", "nosniff"), (response.Header("Access-Control-Allow-Origin"), response.Header("Cache-Control"), response.Header("X-Content-Type-Options")));
        Assert.StartsWith(path == "/auth/login" ? "\"anonymous\"" : "\"api\"", response.Headers["RateLimit"].First(), StringComparison.Ordinal);
        Assert.DoesNotContain(Internal, response.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", response.Text, StringComparison.Ordinal);
        Assert.Contains(service.Log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(Internal, StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(tenant.Token).Concat(service.Log.LinesWith("typed-password")));
    }

    [Theory]
    [InlineData("GET", "/auth/password-reset?token=typed-token")]
    [InlineData("POST", "/auth/password-reset/form")]
    public async Task Page_UnhandledException_IsAPageWithoutInternals(string method, string target)
    {
        var response = await service.CallAsync(method, target, bearer: null, method == "POST" ? "token=typed-token&password=typed-password" : null, FormPage.FormType, "Origin: https://app.example.net");

        PageAnswer.Is(response, 500, "This did not work");
        Assert.Contains(response.Header("X-Request-Id"), response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Internal, response.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", response.Text, StringComparison.Ordinal);
        Assert.Contains(service.Log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(Internal, StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith("typed-token").Concat(service.Log.LinesWith("typed-password")));
    }

    public sealed class FaultyService : SqliteService
    {
        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();

            // As they are by default.
            Settings["RateLimits:AnonymousPerSecond"] = "10";
            Settings["RateLimits:ApiPerSecond"] = "200";
        }

        protected override void ConfigureServices(IServiceCollection services)
        {
            services.Replace(ServiceDescriptor.Scoped<LoginCommand>(_ => throw new InvalidOperationException(Internal)));
            services.Replace(ServiceDescriptor.Scoped<AccesskeyCommands>(_ => throw new InvalidOperationException(Internal)));
            services.Replace(ServiceDescriptor.Scoped<PasswordResetCommands>(_ => throw new InvalidOperationException(Internal)));
        }
    }
}
