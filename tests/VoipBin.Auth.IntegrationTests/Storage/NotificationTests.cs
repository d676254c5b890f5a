using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>What PostgreSQL tells when rows are changed, by whomever: what the rows are called in memory, and nothing when nothing changes that counts.</summary>
public sealed class NotificationTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<string> told = new();
    private readonly DateTimeOffset now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private string connectionString = "";
    private AuthDbContext database = null!;
    private NpgsqlConnection listener = null!;
    private NpgsqlConnection somebody = null!;
    private Customer customer = null!;
    private Agent agent = null!;
    private Accesskey accesskey = null!;

    public async Task InitializeAsync()
    {
        connectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        database = new(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);
        await database.Database.MigrateAsync();
        (listener, somebody) = (new(connectionString), new(connectionString));
        await listener.OpenAsync();
        await somebody.OpenAsync();
        listener.Notification += (_, message) => told.Enqueue(message.Payload);
        await using var command = new NpgsqlCommand($"LISTEN {PostgresListener.Channel}", listener);
        await command.ExecuteNonQueryAsync();

        customer = Customer.Create("Customer", "owner@example.net", now);
        agent = Agent.Create(customer.Id, "agent@example.net", "Agent", Permission.CustomerAdmin, passwordHash: null, now);
        accesskey = Accesskey.Create(customer.Id, "key", "", AccesskeyToken.Parse("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe"), TimeSpan.FromDays(1), now);
        database.AddRange(customer, agent, accesskey);
        await database.SaveChangesAsync();
        await ToldAsync();
    }

    public async Task DisposeAsync() => await (await PostgresServer.GetAsync()).DropDatabaseAsync(connectionString);

    public void Dispose()
    {
        listener.Dispose();
        somebody.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Insert_RowOfEachKind_TellsItsWatchKeys()
    {
        var other = Customer.Create("Other", "other@example.net", now);
        var person = Agent.Create(other.Id, "other@example.net", "Other", Permission.None, passwordHash: null, now);
        var key = Accesskey.Create(other.Id, "", "", AccesskeyToken.Generate(), TimeSpan.FromDays(1), now);
        var token = new RevokedToken { Id = Guid.CreateVersion7(), AgentId = person.Id, TmExpire = now, TmCreate = now };
        IWatchedRow[] rows = [other, person, key, token];
        database.AddRange(rows);

        await database.SaveChangesAsync();

        Assert.Equal(KeysOf(rows), await ToldAsync());
    }

    [Fact]
    public async Task Delete_RowOfEachKind_TellsItsWatchKeys()
    {
        var token = new RevokedToken { Id = Guid.CreateVersion7(), AgentId = agent.Id, TmExpire = now, TmCreate = now };
        database.Add(token);
        await database.SaveChangesAsync();
        await ToldAsync();
        IWatchedRow[] rows = [accesskey, agent, customer, token];

        database.RemoveRange(rows);
        await database.SaveChangesAsync();

        Assert.Equal(KeysOf(rows), await ToldAsync());
    }

    [Theory]
    [InlineData("accesskeys SET tm_delete = now()", true)]
    [InlineData("accesskeys SET tm_expire = tm_expire - interval '1 hour'", true)]
    [InlineData("accesskeys SET name = 'other'", true)]
    [InlineData("accesskeys SET tm_update = now()", false)]
    [InlineData("accesskeys SET tm_expire = tm_expire, tm_delete = tm_delete, token_hash = token_hash", false)]
    [InlineData("agents SET generation = generation + 1", true)]
    [InlineData("agents SET permission = 16", true)]
    [InlineData("agents SET tm_delete = now()", true)]
    [InlineData("agents SET password_hash = 'other', tm_update = now()", false)]
    [InlineData("agents SET tm_create = tm_create", false)]
    [InlineData("customers SET status = 'frozen'", true)]
    [InlineData("customers SET tm_delete = now()", true)]
    [InlineData("customers SET tm_deletion_scheduled = now()", true)]
    [InlineData("customers SET tm_deletion_effective = now()", true)]
    [InlineData("customers SET name = 'other', email_verified = true, tm_update = now()", false)]
    public async Task Update_AnyColumn_TellsOnlyWhatCounts(string change, bool isTold)
    {
        IWatchedRow row = change[0] == 'c' ? customer : change[1] == 'g' ? agent : accesskey;

        await ExecuteAsync($"UPDATE {change}");

        Assert.Equal(isTold ? KeysOf(row) : [], await ToldAsync());
    }

    /// <summary>A row that is moved to another key: both are to be forgotten.</summary>
    [Fact]
    public async Task Update_HashOfAnAccesskey_TellsTheOldAndTheNew()
    {
        var other = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("other")));

        await ExecuteAsync($"UPDATE accesskeys SET token_hash = '\\x{other}'");

        Assert.Equal(Sorted([.. KeysOf(accesskey), $"{Accesskey.WatchPrefix}{other}"]), await ToldAsync());
    }

    [Fact]
    public async Task Change_ThatIsRolledBack_TellsNothing()
    {
        await ExecuteAsync("BEGIN; UPDATE accesskeys SET tm_delete = now(); UPDATE customers SET status = 'frozen'; ROLLBACK");

        Assert.Empty(await ToldAsync());
    }

    [Theory]
    [InlineData("accesskeys")]
    [InlineData("agents")]
    [InlineData("customers")]
    [InlineData("revoked_tokens")]
    public async Task Truncate_AnyWatchedTable_TellsEverything(string table)
    {
        await ExecuteAsync($"TRUNCATE {table} CASCADE");

        Assert.Equal(["*"], (await ToldAsync()).Distinct());
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1)]
    [InlineData(5000, 1)]
    public async Task Insert_ManyRowsByOneStatement_TellsThemOrEverything(int rows, int expected)
    {
        await ExecuteAsync($"INSERT INTO revoked_tokens (id, agent_id, tm_expire, tm_create) SELECT gen_random_uuid(), gen_random_uuid(), now(), now() FROM generate_series(1, {rows})");

        var keys = await ToldAsync();

        Assert.Equal(expected, keys.Length);
        Assert.Equal(rows > 1000, keys.Contains("*"));
    }

    /// <summary>An operator's tools may look for tables elsewhere; a restored dump looks nowhere at all.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("pg_temp")]
    public async Task Update_BySomebodyWithAnotherSearchPath_IsTold(string searchPath)
    {
        await ExecuteAsync($"SET search_path TO '{searchPath}'; UPDATE public.accesskeys SET tm_delete = now(); INSERT INTO public.revoked_tokens (id, agent_id, tm_expire, tm_create) VALUES ('{agent.Id}', '{agent.Id}', now(), now()); TRUNCATE public.agents");

        Assert.Equal(Sorted([.. KeysOf(accesskey), "*", $"{RevokedToken.WatchPrefix}{agent.Id}"]), await ToldAsync());
    }

    private static string[] KeysOf(params IWatchedRow[] rows) => Sorted(rows.SelectMany(row => row.WatchKeys));

    private static string[] Sorted(IEnumerable<string> keys) => [.. keys.Order(StringComparer.Ordinal)];

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, somebody);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What was told since the last time, sorted. A message of our own comes after all of them.</summary>
    private async Task<string[]> ToldAsync()
    {
        var mark = $"mark:{Guid.CreateVersion7()}";
        await ExecuteAsync($"SELECT pg_notify('{PostgresListener.Channel}', '{mark}')");
        while (!told.Contains(mark))
        {
            Assert.True(await listener.WaitAsync(TimeSpan.FromSeconds(30)), "Nothing is heard.");
        }

        var keys = told.Where(key => key != mark).Order(StringComparer.Ordinal).ToArray();
        told.Clear();
        return keys;
    }
}
