using System.Net;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>Who fails at one process waits at the other, and on a database that can only be read nobody who knows the password is locked out.</summary>
public sealed class ReplicaDelayTests(PublishedService published) : IClassFixture<PublishedService>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Failure_AtOneReplica_DelaysAtTheOther()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings["Guessing:FirstDelay"] = Delay.ToString();
        var (first, second) = (place.Start(), place.Start());
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());

        // The first verification of a process takes longer.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, FirstAdmin.Password));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, "another password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second, FirstAdmin.Password));
        await Task.Delay(Delay);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, FirstAdmin.Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, FirstAdmin.Password));
    }

    /// <summary>Its failures cannot be forgotten then, which is no reason to refuse somebody who knows the password.</summary>
    [Fact]
    public async Task SignIn_AfterAFailureOnADatabaseThatCanOnlyBeRead_IsAccepted()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings["Guessing:FirstDelay"] = "00:00:01";
        var service = await place.StartReadyAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, "another password"));
        Assert.Equal(1, await place.CountAsync("guess_counts WHERE account = key"));

        // It would be hashed again, at the cost of now.
        await place.ExecuteAsync($"UPDATE agents SET password_hash = '{Seed.HashOf(FirstAdmin.Password, cost: 9)}'");

        await place.ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$");
        await place.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await Task.Delay(TimeSpan.FromSeconds(2));

        await Eventually.IsTrueAsync(async () => await StatusAsync(service, "another password") == HttpStatusCode.ServiceUnavailable, "nothing can be written");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, FirstAdmin.Password));
    }

    private static async Task<HttpStatusCode> StatusAsync(ServiceProcess process, string password)
    {
        using var response = await process.LoginAsync(password: password);
        return response.StatusCode;
    }
}
