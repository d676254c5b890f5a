using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The database of several processes, as an operator sees it: past all of them.</summary>
internal sealed class ReplicaDatabase(string connectionString)
{
    private static int counter;

    /// <summary>A customer with an admin, his token, and a key.</summary>
    /// <param name="expires">When both credentials end, a whole second; null for later than any test.</param>
    public async Task<Tenant> AddTenantAsync(DateTimeOffset? expires = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var number = Interlocked.Increment(ref counter);
        var token = AccesskeyToken.Generate();
        var customer = Customer.Create($"Customer {number}", $"owner{number}@example.net", now);
        var agent = Agent.Create(customer.Id, $"agent{number}@example.net", "Agent", Permission.CustomerAdmin, passwordHash: null, now);
        var accesskey = Accesskey.Create(customer.Id, "key", "", token, expires - now ?? TimeSpan.FromDays(30), now);
        await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);
        database.AddRange(customer, agent, accesskey);
        await database.SaveChangesAsync();
        return new(customer.Id, agent, SignToken(agent, now, expires ?? now.AddHours(1)), accesskey.Id, token.Reveal());
    }

    /// <returns>How many rows were changed.</returns>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 60 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {rows}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How often a key was used and when last, as far as it is written; by key, for the clocks of two processes need not show the same day.</summary>
    public async Task<(long Uses, DateTimeOffset? Last)> FindUsesAsync(Guid accesskeyId)
    {
        await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);
        var usages = await database.Set<AccesskeyUsage>().AsNoTracking().Where(usage => usage.AccesskeyId == accesskeyId).ToListAsync();
        return (usages.Sum(usage => usage.Uses), usages.Max(usage => (DateTimeOffset?)usage.TmLastUsed));
    }

    /// <summary>Holds the locks that a statement takes until the result is disposed; what it changes is undone then.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public Task<int> RevokeAsync(Tenant tenant) => ExecuteAsync($"UPDATE accesskeys SET tm_delete = now() WHERE id = '{tenant.AccesskeyId}'");

    /// <summary>A token as any of the processes would have signed it.</summary>
    private static string SignToken(Agent agent, DateTimeOffset now, DateTimeOffset expires) => new JwtForge(Workplace.SigningKey).Sign(new JsonObject
    {
        ["sub"] = agent.Id.ToString(),
        ["customer_id"] = agent.CustomerId.ToString(),
        ["type"] = "agent",
        ["gen"] = agent.Generation,
        ["iss"] = "voipbin",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = expires.ToUnixTimeSeconds(),
        ["jti"] = Guid.CreateVersion7().ToString(),
    });
}
