using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Credentials;

public abstract class HeartbeatTests(AuthService service)
{
    /// <summary>A service at rest must go on hearing from its database, or it asks at each request when it is woken up.</summary>
    [Fact]
    public async Task Heartbeat_NothingHappens_GoesOn()
    {
        const int Beats = 4;
        var trust = service.Services.GetRequiredService<CacheTrust>();

        for (var beat = 0; beat < Beats; beat++)
        {
            await service.HeardAsync();

            Assert.True(trust.IsFresh);
            Assert.True(trust.Age < TimeSpan.FromSeconds(3), $"The last word is {trust.Age} old.");
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : HeartbeatTests(service);

    /// <summary>Has the service to itself: what others change would wake the listener.</summary>
    public sealed class OnPostgres(PostgresService service) : HeartbeatTests(service), IClassFixture<PostgresService>;
}
