using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>
/// Eighteen starts: three processes meet on an empty database, three times on each kind; <c>VOIPBIN_TEST_START_ROUNDS=15</c> makes it ninety.
/// Without our own lock about one in seven ended in an exception.
/// </summary>
[Collection(ProcessGroup.Name)]
public sealed class ConcurrentStartTests(PublishedService published)
{
    private const int Processes = 3;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("VOIPBIN_TEST_START_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly long Migrations = typeof(Program).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(Migration)));

    [Fact]
    public async Task Start_ThreeAtOnceOnEmptyPostgres_AllBecomeReadyWithOneAdministrator()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await using var place = await Workplace.OnPostgresAsync(published);

            var services = await StartAsync(place);

            await AssertOneAdministratorAsync(place, services);
            Assert.Equal(Migrations, await place.CountAsync("\"__EFMigrationsHistory\""));
            if (round == 1)
            {
                await AssertSameCredentialsAsync(services, place.Settings["Bootstrap:Username"], place.Settings["Bootstrap:Password"]);
            }
        }
    }

    /// <summary>Nobody set a password: exactly one of the three tells the one that it made.</summary>
    [Fact]
    public async Task Start_ThreeAtOnceOnEmptyDataDirectory_AllBecomeReadyWithOneAdministrator()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await using var place = Workplace.OnSqlite(published);

            var services = await StartAsync(place);

            await AssertOneAdministratorAsync(place, services);
            if (round == 1)
            {
                await Eventually.IsTrueAsync(() => services.Any(FirstStartOutput.IsPrinted), "one process tells the password");
                var notice = await FirstStartOutput.ReadAsync(Assert.Single(services, FirstStartOutput.IsPrinted));
                await AssertSameCredentialsAsync(services, notice.Username, notice.Password);
            }
        }
    }

    private static async Task<ServiceProcess[]> StartAsync(Workplace place)
    {
        var services = Enumerable.Range(0, Processes).Select(_ => place.Start()).ToArray();
        await Task.WhenAll(services.Select(service => service.ReadyAsync()));
        return services;
    }

    private static async Task AssertOneAdministratorAsync(Workplace place, ServiceProcess[] services)
    {
        Assert.Equal(1, await place.CountAsync("customers"));
        Assert.Equal(1, await place.CountAsync("agents"));
        Assert.Equal(1, await place.CountAsync("audit_events"));
        Assert.All(services, service => Assert.DoesNotContain(service.Lines, line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal)));
    }

    /// <summary>They log in at the same moment, so that they race for the signing key too, and take each other's tokens.</summary>
    private static async Task AssertSameCredentialsAsync(ServiceProcess[] services, string username, string password)
    {
        var tokens = await Task.WhenAll(services.Select(service => service.LoginForTokenAsync(username, password)));
        foreach (var service in services)
        {
            foreach (var token in tokens)
            {
                using var response = await service.ListAccesskeysAsync(token);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }
    }
}
