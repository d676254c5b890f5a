using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Migrations;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Upgrades;

/// <summary>Three processes meet on an empty database, and one of them is killed in the middle of its work: the others do what it left.</summary>
public sealed class MigrationRaceTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    /// <summary>Milliseconds from the lock to the end of a first start's work, and a little more.</summary>
    private const int WorkMilliseconds = 600;

    private static readonly int Rounds = Scale.Of(2, 20);

    private static readonly long Migrations = typeof(Program).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(Migration)));

    [Fact]
    public Task Start_OneOfThreeIsKilledOnEmptyPostgres_TheOthersBecomeReadyWithOneAdministrator() => RaceAsync("PostgreSQL", () => Workplace.OnPostgresAsync(published));

    [Fact]
    public Task Start_OneOfThreeIsKilledOnEmptyDataDirectory_TheOthersBecomeReadyWithOneAdministrator() => RaceAsync("SQLite", () =>
    {
        var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        return Task.FromResult(place);
    });

    private async Task RaceAsync(string database, Func<Task<Workplace>> make)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await using var place = await make();
            var processes = new[] { place.Start(), place.Start(), place.Start() };
            await Task.WhenAll(processes.Select(process => process.ListeningAsync()));
            await Task.Delay(RandomNumberGenerator.GetInt32(WorkMilliseconds));

            // Whoever is at work: the one that is ready, or any.
            var killed = processes[RandomNumberGenerator.GetInt32(processes.Length)];
            await killed.KillAsync();
            var left = processes.Except([killed]).ToArray();
            await Task.WhenAll(left.Select(process => process.ReadyAsync()));

            Assert.Equal(1, await place.CountAsync("customers"));
            Assert.Equal(1, await place.CountAsync("agents"));
            Assert.Equal(1, await place.CountAsync("audit_events"));
            Assert.Equal(Migrations, await place.CountAsync("\"__EFMigrationsHistory\""));
            foreach (var process in left)
            {
                Assert.Equal(404, await process.VerifyAsync(await process.LoginForTokenAsync()));
                Assert.DoesNotContain(process.Lines, line => line.Contains(" crit: ", StringComparison.Ordinal));
            }
        }

        output.Tell($"Three processes on an empty {database}, one of them killed", $"{Rounds} rounds, each with one admin, {Migrations} migrations, and two that are ready");
    }
}
