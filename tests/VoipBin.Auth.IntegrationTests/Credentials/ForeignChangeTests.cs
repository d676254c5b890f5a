using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>Somebody else writes into the database, and tells nobody: the command line, an operator. The service hears of it from the database.</summary>
public abstract class ForeignChangeTests(AuthService service, ITestOutputHelper output)
{
    /// <summary>Typically within 250 ms; the tests' machine may be busy with other things.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Delete_AccesskeyBySqlOfAnother_IsNoticed()
    {
        const int Tries = 10;
        var taken = new List<TimeSpan>();

        for (var count = 0; count < Tries; count++)
        {
            var tenant = await service.Seed.AddTenantAsync();
            await service.RememberAsync(tenant);
            await ExecuteAsync($"UPDATE accesskeys SET tm_delete = tm_create WHERE id = '{tenant.AccesskeyId:D}'");
            var watch = Stopwatch.StartNew();
            await Eventually.IsTrueAsync(async () => await service.VerifyAsync(tenant.Accesskey) == 401, "the key is refused");
            taken.Add(watch.Elapsed);
        }

        taken.Sort();
        output.WriteLine($"Noticed after {taken[Tries / 2].TotalMilliseconds:F0} ms (median), {taken[^1].TotalMilliseconds:F0} ms (longest of {Tries})");
        Assert.True(taken[Tries / 2] < Bound, $"It took {taken[Tries / 2]}.");
    }

    [Fact]
    public async Task Freeze_BySqlOfAnother_IsNoticedAndSoIsItsEnd()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.RememberAsync(tenant);

        await ExecuteAsync($"UPDATE customers SET status = 'frozen' WHERE id = '{tenant.CustomerId:D}'");
        await Eventually.IsTrueAsync(async () => (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)) == (403, 403), "both are frozen");
        await ExecuteAsync($"UPDATE customers SET status = 'active' WHERE id = '{tenant.CustomerId:D}'");
        await Eventually.IsTrueAsync(async () => (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)) == (404, 404), "both are good again");
    }

    /// <summary>On a connection of its own, past everything that the service could see of it.</summary>
    private async Task ExecuteAsync(string sql)
    {
        var target = service.Services.GetRequiredService<DatabaseTarget>();

        // SQLite keeps an id as text in capital letters.
        var text = target.IsPostgres ? sql : string.Join('\'', sql.Split('\'').Select(part => Guid.TryParseExact(part, "D", out _) ? part.ToUpperInvariant() : part));
        await using DbConnection connection = target.IsPostgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target.ListenerConnectionString) { ApplicationName = "somebody else" }.ConnectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder(target.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service, ITestOutputHelper output) : ForeignChangeTests(service, output);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service, ITestOutputHelper output) : ForeignChangeTests(service, output);
}
