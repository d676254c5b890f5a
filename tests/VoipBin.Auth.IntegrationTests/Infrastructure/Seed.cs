using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Puts customers, agents, keys and tokens where a test needs them, and changes their state behind the service's back, as an operator would.</summary>
internal sealed class Seed(IServiceProvider services)
{
    /// <summary>Each takes a twentieth of a second, and hundreds of tests need one.</summary>
    private static readonly ConcurrentDictionary<(string Password, int Cost), string> Hashes = new();

    private static int counter;

    private DateTimeOffset Now => services.GetRequiredService<TimeProvider>().GetTimestampNow();

    public async Task<Customer> AddCustomerAsync()
    {
        var number = Interlocked.Increment(ref counter);
        var customer = Customer.Create($"Customer {number}", $"owner{number}@example.net", Now);
        await SaveAsync(customer);
        return customer;
    }

    /// <summary>An agent; without a password it cannot log in, but a token can be issued for it.</summary>
    public Task<Agent> AddAgentAsync(Guid customerId, Permission permission, string? password = null, int cost = AuthService.HashCost) =>
        ImportAgentAsync(customerId, permission, password is null ? null : Hashes.GetOrAdd((password, cost), _ => HashOf(password, cost)));

    /// <summary>A hash that nobody else has.</summary>
    public static string HashOf(string password, int cost = AuthService.HashCost) => Password.TryParse(password, out var parsed) ? Bcrypt.Hash(parsed, cost) : throw new ArgumentException("No password may be so.", nameof(password));

    /// <summary>An agent whose password was hashed elsewhere, or that has none.</summary>
    public async Task<Agent> ImportAgentAsync(Guid customerId, Permission permission, string? passwordHash)
    {
        var agent = Agent.Create(customerId, $"agent{Interlocked.Increment(ref counter)}@example.net", "Agent", permission, passwordHash, Now);
        await SaveAsync(agent);
        return agent;
    }

    public async Task<(Accesskey Accesskey, string Text)> AddAccesskeyAsync(Guid customerId, TimeSpan? lifetime = null)
    {
        var token = AccesskeyToken.Generate();
        var accesskey = Accesskey.Create(customerId, "key", "", token, lifetime ?? TimeSpan.FromDays(30), Now);
        await SaveAsync(accesskey);
        return (accesskey, token.Reveal());
    }

    /// <summary>A key of older origin, imported by its hash.</summary>
    public async Task<Accesskey> ImportAccesskeyAsync(Guid customerId, string text)
    {
        var accesskey = Accesskey.Create(customerId, "imported", "", AccesskeyToken.Parse(text), TimeSpan.FromDays(30), Now);
        await SaveAsync(accesskey);
        return accesskey;
    }

    public string IssueToken(Agent agent) => services.GetRequiredService<TokenIssuer>().Issue(agent).Reveal();

    /// <summary>A customer with an admin, his token, and a key.</summary>
    public async Task<Tenant> AddTenantAsync()
    {
        var customer = await AddCustomerAsync();
        var admin = await AddAgentAsync(customer.Id, Permission.CustomerAdmin);
        var (accesskey, text) = await AddAccesskeyAsync(customer.Id);
        return new(customer.Id, admin, IssueToken(admin), accesskey.Id, text);
    }

    public Task FreezeAsync(Guid customerId) => SqlAsync($"UPDATE customers SET status = 'frozen' WHERE id = {customerId}");

    public Task UnfreezeAsync(Guid customerId) => SqlAsync($"UPDATE customers SET status = 'active' WHERE id = {customerId}");

    public Task DeleteCustomerAsync(Guid customerId) => SqlAsync($"UPDATE customers SET status = 'deleted' WHERE id = {customerId}");

    public Task DeleteAgentAsync(Guid agentId) => BehindAsync(database => database.Set<Agent>()
        .Where(agent => agent.Id == agentId).ExecuteUpdateAsync(update => update.SetProperty(agent => agent.TmDelete, Now)));

    public Task SetPermissionAsync(Guid agentId, Permission permission) => BehindAsync(database => database.Set<Agent>()
        .Where(agent => agent.Id == agentId).ExecuteUpdateAsync(update => update.SetProperty(agent => agent.Permission, permission)));

    /// <summary>What a change of the password does to tokens.</summary>
    public Task RaiseGenerationAsync(Guid agentId) => BehindAsync(database => database.Set<Agent>()
        .Where(agent => agent.Id == agentId).ExecuteUpdateAsync(update => update.SetProperty(agent => agent.Generation, agent => agent.Generation + 1)));

    public async Task<TResult> InDatabaseAsync<TResult>(Func<DbContext, Task<TResult>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AuthDbContext>());
    }

    /// <summary>What the audit trail says of the request that was answered so.</summary>
    public Task<AuditEvent> AuditedAsync(RawResponse response)
    {
        var id = response.Header("X-Request-Id");
        return InDatabaseAsync(database => database.Set<AuditEvent>().AsNoTracking().SingleAsync(row => row.RequestId == id));
    }

    /// <summary>Whether the audit trail says anything of it.</summary>
    public Task<bool> IsAuditedAsync(RawResponse response)
    {
        var id = response.Header("X-Request-Id");
        return InDatabaseAsync(database => database.Set<AuditEvent>().AnyAsync(row => row.RequestId == id));
    }

    /// <summary>How often something was audited for a customer.</summary>
    public Task<int> CountAuditedAsync(Guid customerId) => InDatabaseAsync(database => database.Set<AuditEvent>().CountAsync(row => row.CustomerId == customerId));

    /// <summary>Everything that a refused request must leave as it was, a row a line, each beginning with its id; of one customer, or of all.</summary>
    public Task<string> SnapshotAsync(Guid? customerId = null) => InDatabaseAsync(async database => string.Join('\n', [
        .. (await database.Set<Accesskey>().AsNoTracking().Where(row => customerId == null || row.CustomerId == customerId).OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Name} {row.Detail} {row.TmExpire:O} {row.TmUpdate:O} {row.TmDelete:O}"),
        .. (await database.Set<Agent>().AsNoTracking().Where(row => customerId == null || row.CustomerId == customerId).OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Generation} {row.PasswordHash} {row.Permission} {row.TmDelete:O}"),
        .. (await database.Set<Customer>().AsNoTracking().Where(row => customerId == null || row.Id == customerId).OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Status} {row.TmDelete:O}"),
        .. customerId is null ? (await database.Set<RevokedToken>().AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id}") : [],
    ]));

    public Task SqlAsync(FormattableString sql) => BehindAsync(database => database.Database.ExecuteSqlAsync(sql));

    /// <summary>Changes rows behind the service's back. It hears of that within a quarter of a second (other tests show it); here it has heard already.</summary>
    private async Task BehindAsync(Func<DbContext, Task<int>> work)
    {
        await InDatabaseAsync(work);
        services.GetRequiredService<CacheInvalidation>().ForgetAll();
    }

    private Task SaveAsync(object entity) => InDatabaseAsync(database =>
    {
        database.Add(entity);
        return database.SaveChangesAsync();
    });
}

/// <summary>A customer as a test uses it.</summary>
internal sealed record Tenant(Guid CustomerId, Agent Admin, string Token, Guid AccesskeyId, string Accesskey);
