using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.Storage;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Upgrades;

/// <summary>
/// Migrations only add: what the version before each of them does, naming the columns that it knows, goes on after it. Rows are made on the schema before, the
/// migration is applied, and the same statements are run again.
/// </summary>
public sealed class ExpandOnlyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Migrate_EachStepOnPostgres_LeavesTheStatementsOfTheVersionBeforeAsTheyAre()
    {
        var server = await PostgresServer.GetAsync();
        await WalkAsync("PostgreSQL", async (work) =>
        {
            var connectionString = await server.CreateDatabaseAsync();
            await using (var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options))
            {
                await work(database);
            }

            await server.DropDatabaseAsync(connectionString);
        });
    }

    [Fact]
    public async Task Migrate_EachStepOnSqlite_LeavesTheStatementsOfTheVersionBeforeAsTheyAre()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-upgrade-");
        await WalkAsync("SQLite", async (work) =>
        {
            var file = Path.Combine(directory.FullName, Guid.CreateVersion7() + ".db");
            await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options);
            await work(database);
        });
        directory.Delete(recursive: true);
    }

    /// <summary>One database goes through all versions; in each the statements of all versions before are run.</summary>
    private async Task WalkAsync(string name, Func<Func<AuthDbContext, Task>, Task> open)
    {
        await open(async database =>
        {
            var migrator = database.GetService<IMigrator>();
            var versions = new List<OldVersion>();
            var statements = 0;
            foreach (var migration in database.Database.GetMigrations())
            {
                await migrator.MigrateAsync(migration);
                await database.Database.OpenConnectionAsync();
                foreach (var version in versions)
                {
                    statements += await RunAsync(version, database.Database.GetDbConnection(), $"{version.Name} after {migration}");
                }

                var here = await OldVersion.ReadAsync(migration, database.Database.GetDbConnection(), database.Database.IsSqlite());
                statements += await RunAsync(here, database.Database.GetDbConnection(), migration);
                versions.Add(here);
                await database.Database.CloseConnectionAsync();
            }

            Assert.True(versions.Count > 1 && statements > versions.Count, "Nothing was tried.");
            output.Tell($"{versions.Count} migrations on {name}", $"{statements} statements of the versions before them run again after each");
        });
    }

    private static async Task<int> RunAsync(OldVersion version, DbConnection connection, string where)
    {
        var count = 0;
        foreach (var statement in version.WriteStatements())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            try
            {
                await command.ExecuteNonQueryAsync();
                count++;
            }
            catch (DbException exception)
            {
                Assert.Fail($"{where}: {exception.Message}\n{statement}");
            }
        }

        return count;
    }
}
