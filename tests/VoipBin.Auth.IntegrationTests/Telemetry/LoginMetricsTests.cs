using VoipBin.Auth.Agents;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>Has its service to itself, which it keeps busy.</summary>
public sealed class LoginMetricsTests(SqliteService service) : IClassFixture<SqliteService>
{
    [Fact]
    public async Task Login_RightAndWrong_IsCountedByItsEnd()
    {
        using var measured = new Measurements(service);

        var right = await service.LoginAsync(AuthService.Username, AuthService.Password);
        var wrong = await service.LoginAsync(AuthService.Username, "not the password");
        var unknown = await service.LoginAsync("nobody@example.net", "not the password");

        Assert.Equal((200, 401, 401), (right.Status, wrong.Status, unknown.Status));
        Assert.Equal((1, 2), (measured.Sum(LoginMetrics.Logins, "outcome=Accepted"), measured.Sum(LoginMetrics.Logins, "outcome=Refused")));
        Assert.Equal(2, measured.Heard.Count(name => name.StartsWith(LoginMetrics.Logins, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Queue_Full_IsToldAndLoginsThatAreSentAwayAreCounted()
    {
        using var measured = new Measurements(service);
        Assert.Equal(0, measured.Observe(PasswordMetrics.QueueLength));

        using (new HashingFlood(service))
        {
            var (length, limit) = (measured.Observe(PasswordMetrics.QueueLength), measured.Observe(PasswordMetrics.QueueLimit));
            Assert.Equal(503, (await service.LoginAsync(AuthService.Username, AuthService.Password)).Status);

            Assert.True(limit > 0 && length >= limit, $"{length} of {limit} wait.");
            Assert.Equal(1, measured.Sum(LoginMetrics.Logins, "outcome=Busy"));
        }

        Assert.Equal(0, measured.Observe(PasswordMetrics.QueueLength));
    }
}
