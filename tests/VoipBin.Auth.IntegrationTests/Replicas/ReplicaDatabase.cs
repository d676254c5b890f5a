using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Processes;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The database of several processes, as an operator sees it: past all of them.</summary>
internal sealed class ReplicaDatabase(string connectionString)
{
    private static int counter;

    /// <summary>A customer with an admin, his token, and a key.</summary>
    public async Task<Tenant> AddTenantAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var number = Interlocked.Increment(ref counter);
        var token = AccesskeyToken.Generate();
        var customer = Customer.Create($"Customer {number}", $"owner{number}@example.net", now);
        var agent = Agent.Create(customer.Id, $"agent{number}@example.net", "Agent", Permission.CustomerAdmin, passwordHash: null, now);
        var accesskey = Accesskey.Create(customer.Id, "key", "", token, TimeSpan.FromDays(30), now);
        await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);
        database.AddRange(customer, agent, accesskey);
        await database.SaveChangesAsync();
        return new(customer.Id, agent, SignToken(agent, now), accesskey.Id, token.Reveal());
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

    public Task<int> RevokeAsync(Tenant tenant) => ExecuteAsync($"UPDATE accesskeys SET tm_delete = now() WHERE id = '{tenant.AccesskeyId}'");

    /// <summary>A token as any of the processes would have signed it.</summary>
    private static string SignToken(Agent agent, DateTimeOffset now) => new JwtForge(Workplace.SigningKey).Sign(new JsonObject
    {
        ["sub"] = agent.Id.ToString(),
        ["customer_id"] = agent.CustomerId.ToString(),
        ["type"] = "agent",
        ["gen"] = agent.Generation,
        ["iss"] = "voipbin",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["jti"] = Guid.CreateVersion7().ToString(),
    });
}
