using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>What goes when its time is over, and what stays. Every bound of a setting is set to another value than its default.</summary>
public abstract class RetentionTests(AuthService service)
{
    private static readonly TimeSpan AuditEventsKept = TimeSpan.FromDays(40);
    private static readonly TimeSpan DeletedRowsKept = TimeSpan.FromDays(10);
    private static readonly TimeSpan MailsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan RevokedTokensKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    [Fact]
    public async Task AuditEvent_WhenItsTimeIsOver_Goes()
    {
        using var hold = Hold(out var now);
        var kept = await AddAuditEventAsync(now - AuditEventsKept + Tick);
        var gone = await AddAuditEventAsync(now - AuditEventsKept);

        await RunAsync();

        Assert.Equal([kept], await FindAsync<AuditEvent>(kept, gone));
    }

    [Fact]
    public async Task Mail_WhenItsTimeIsOver_Goes()
    {
        using var hold = Hold(out var now);
        var waiting = await AddMailAsync(now, done: null);
        var kept = await AddMailAsync(now, now - MailsKept + Tick);
        var gone = await AddMailAsync(now, now - MailsKept);

        await RunAsync();

        Assert.Equal([waiting, kept], await FindAsync<QueuedMail>(waiting, kept, gone));
    }

    [Fact]
    public async Task RevokedToken_WhenItsTimeIsOver_Goes()
    {
        using var hold = Hold(out var now);
        var kept = await AddRevokedTokenAsync(now - RevokedTokensKept + Tick);
        var gone = await AddRevokedTokenAsync(now - RevokedTokensKept);

        await RunAsync();

        Assert.Equal([kept], await FindAsync<RevokedToken>(kept, gone));
    }

    [Fact]
    public async Task RevokedToken_AsLongAsItsRowIsThereAndAfter_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.CallAsync("POST", "/auth/logout", tenant.Token);
        var expires = await service.Seed.InDatabaseAsync(database => database.Set<RevokedToken>().Where(row => row.AgentId == tenant.Admin.Id).Select(row => row.TmExpire).SingleAsync());

        using (service.Clock.HoldAt(expires - TimeSpan.FromSeconds(1)))
        {
            await RunAsync();
            Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token), 401, "INVALID_CREDENTIALS");
            Assert.Equal(200, await service.StatusOfAsync(service.Seed.IssueToken(tenant.Admin)));
        }

        using (service.Clock.HoldAt(expires + RevokedTokensKept))
        {
            await RunAsync();
            Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token), 401, "INVALID_CREDENTIALS");
        }

        Assert.False(await service.Seed.InDatabaseAsync(database => database.Set<RevokedToken>().AnyAsync(row => row.AgentId == tenant.Admin.Id)));
    }

    [Fact]
    public async Task Accesskey_DeletedAndExpiredWhenItsTimeIsOver_Goes()
    {
        using var hold = Hold(out var now);
        var customerId = (await service.Seed.AddCustomerAsync()).Id;
        var expired = await AddAccesskeyAsync(customerId, now - DeletedRowsKept, deleted: null);
        var kept = await AddAccesskeyAsync(customerId, now - DeletedRowsKept, now - DeletedRowsKept + Tick);
        var unexpired = await AddAccesskeyAsync(customerId, now + Tick, now - DeletedRowsKept);
        var gone = await AddAccesskeyAsync(customerId, now, now - DeletedRowsKept);

        await RunAsync();

        Assert.Equal([expired, kept, unexpired], await FindAsync<Accesskey>(expired, kept, unexpired, gone));
    }

    [Fact]
    public async Task Agent_DeletedWhenItsTimeIsOver_Goes()
    {
        using var hold = Hold(out var now);
        var customerId = (await service.Seed.AddCustomerAsync()).Id;
        var living = await AddAgentAsync(customerId, deleted: null);
        var kept = await AddAgentAsync(customerId, now - DeletedRowsKept + Tick);
        var gone = await AddAgentAsync(customerId, now - DeletedRowsKept);

        await RunAsync();

        Assert.Equal([living, kept], await FindAsync<Agent>(living, kept, gone));
    }

    [Fact]
    public async Task Customer_DeletedWhenItsTimeIsOver_GoesWithEverythingThatWasItsInOneRound()
    {
        using var hold = Hold(out var now);
        var (living, kept, gone) = (await AddCustomerAsync(deleted: null), await AddCustomerAsync(now - DeletedRowsKept + Tick), await AddCustomerAsync(now - DeletedRowsKept));
        var agent = await AddAgentAsync(gone, now - DeletedRowsKept);
        var accesskey = await AddAccesskeyAsync(gone, now, now - DeletedRowsKept);

        await RunAsync();

        Assert.Equal([living, kept], await FindAsync<Customer>(living, kept, gone));
        Assert.Empty(await FindAsync<Agent>(agent));
        Assert.Empty(await FindAsync<Accesskey>(accesskey));
    }

    [Fact]
    public async Task Customer_ThatSomethingIsLeftOf_StaysAndNobodyElse()
    {
        using var hold = Hold(out var now);
        var (first, second, gone) = (await AddCustomerAsync(now - DeletedRowsKept - Tick), await AddCustomerAsync(now - DeletedRowsKept - Tick), await AddCustomerAsync(now - DeletedRowsKept));
        var agent = await AddAgentAsync(first, deleted: null);
        var accesskey = await AddAccesskeyAsync(second, now + Tick, now - DeletedRowsKept);
        service.Log.Clear();

        await RunAsync();

        Assert.Equal([first, second], await FindAsync<Customer>(first, second, gone));
        Assert.Equal([agent], await FindAsync<Agent>(agent));
        Assert.Equal([accesskey], await FindAsync<Accesskey>(accesskey));
        Assert.DoesNotContain(service.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task LivingRows_HoweverOld_Stay()
    {
        const string password = "a password for twenty years";
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin, password);
        var before = await service.Seed.SnapshotAsync(tenant.CustomerId);
        service.Clock.Advance(TimeSpan.FromDays(7300));

        await RunAsync();

        Assert.Equal(before, await service.Seed.SnapshotAsync(tenant.CustomerId));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, password)).Status);
    }

    [Fact]
    public async Task Round_MoreThanOneBatch_DeletesAllAndSaysSoOnce()
    {
        using var hold = Hold(out var now);
        await RunAsync();
        var gone = await AddAuditEventsAsync(2500, now - AuditEventsKept);
        service.Log.Clear();

        await RunAsync();

        Assert.Empty(await FindAsync<AuditEvent>(gone));
        Assert.Contains("Removed 2500 audit events whose time was over", Assert.Single(service.Log.Lines, IsOfRetention).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_OneKindFails_OthersAreDone()
    {
        using var hold = Hold(out var now);
        var mail = await AddMailAsync(now, now - MailsKept);
        var (audited, token, customer) = (await AddAuditEventAsync(now - AuditEventsKept), await AddRevokedTokenAsync(now - RevokedTokensKept), await AddCustomerAsync(now - DeletedRowsKept));
        await service.Seed.SqlAsync($"CREATE TABLE notes_of_an_operator (mail_id uuid REFERENCES mails (id))");
        await service.Seed.SqlAsync($"INSERT INTO notes_of_an_operator VALUES ({mail})");
        service.Log.Clear();

        await RunAsync();

        var errors = service.Log.Lines.Where(line => IsOfRetention(line) && line.Level == LogLevel.Error).ToList();
        Assert.Contains("Not all mails whose time is over can be removed", Assert.Single(errors).Text, StringComparison.Ordinal);
        Assert.Equal([mail], await FindAsync<QueuedMail>(mail));
        await AssertGoneAsync(audited, token, customer);
        await service.Seed.SqlAsync($"DROP TABLE notes_of_an_operator");
        await RunAsync();
        Assert.Empty(await FindAsync<QueuedMail>(mail));
    }

    [Fact]
    public async Task Round_OneTableIsNotToBeHad_OthersAreDone()
    {
        using var hold = Hold(out var now);
        var mail = await AddMailAsync(now, now - MailsKept);
        var (audited, token, customer) = (await AddAuditEventAsync(now - AuditEventsKept), await AddRevokedTokenAsync(now - RevokedTokensKept), await AddCustomerAsync(now - DeletedRowsKept));
        await service.Seed.SqlAsync($"ALTER TABLE mails RENAME TO mails_away");
        service.Log.Clear();

        await RunAsync();

        await service.Seed.SqlAsync($"ALTER TABLE mails_away RENAME TO mails");
        var warnings = service.Log.Lines.Where(line => IsOfRetention(line) && line.Level > LogLevel.Information).ToList();
        Assert.Equal(LogLevel.Warning, Assert.Single(warnings).Level);
        Assert.Contains("Not all mails whose time is over were removed", warnings[0].Text, StringComparison.Ordinal);
        await AssertGoneAsync(audited, token, customer);
        await RunAsync();
        Assert.Empty(await FindAsync<QueuedMail>(mail));
    }

    [Fact]
    public async Task Round_SeveralReplicasAtOnce_LeaveNothing()
    {
        using var hold = Hold(out var now);
        var gone = await AddAuditEventsAsync(3500, now - AuditEventsKept);
        var kept = await AddAuditEventAsync(now - AuditEventsKept + Tick);
        var (token, customer) = (await AddRevokedTokenAsync(now - RevokedTokensKept), await AddCustomerAsync(now - DeletedRowsKept));
        var agent = await AddAgentAsync(customer, now - DeletedRowsKept);
        service.Log.Clear();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));

        Assert.Equal([kept], await FindAsync<AuditEvent>([kept, .. gone]));
        Assert.Empty(await FindAsync<Agent>(agent));
        await AssertGoneAsync(gone[0], token, customer);
        Assert.DoesNotContain(service.Log.Lines, line => IsOfRetention(line) && line.Level >= LogLevel.Error);
    }

    private static bool IsOfRetention((LogLevel Level, string Text) line) => line.Text.StartsWith(typeof(RetentionService).FullName!, StringComparison.Ordinal);

    private Task RunAsync() => service.Services.GetRequiredService<RetentionService>().RunAsync(CancellationToken.None);

    private IDisposable Hold(out DateTimeOffset now) => service.Clock.HoldAt(now = service.Clock.GetTimestampNow());

    private async Task AssertGoneAsync(Guid audited, Guid token, Guid customer)
    {
        Assert.Empty(await FindAsync<AuditEvent>(audited));
        Assert.Empty(await FindAsync<RevokedToken>(token));
        Assert.Empty(await FindAsync<Customer>(customer));
    }

    /// <summary>Which of these rows are there, in the order in which they were asked for.</summary>
    private async Task<IEnumerable<Guid>> FindAsync<TEntity>(params Guid[] ids)
        where TEntity : class
    {
        var found = await service.Seed.InDatabaseAsync(database => database.Set<TEntity>().Select(row => EF.Property<Guid>(row, "Id")).ToHashSetAsync());
        return ids.Where(found.Contains);
    }

    private async Task<Guid> AddAuditEventAsync(DateTimeOffset created) => (await AddAuditEventsAsync(1, created))[0];

    private Task<Guid[]> AddAuditEventsAsync(int count, DateTimeOffset created) => service.Seed.InDatabaseAsync(async database =>
    {
        var rows = Enumerable.Range(0, count).Select(_ => AuditEvent.Create("test.done", customerId: null, subjectId: null, new RequestOrigin("test", Address: null), created)).ToArray();
        database.AddRange(rows);
        await database.SaveChangesAsync();
        return rows.Select(row => row.Id).ToArray();
    });

    /// <summary>A mail that was done at that instant; or one that waits, and is not tried while the test runs.</summary>
    private async Task<Guid> AddMailAsync(DateTimeOffset now, DateTimeOffset? done)
    {
        var mail = QueuedMail.Create("", TimeSpan.FromDays(1), now);
        await SaveAsync(mail, (nameof(mail.TmDone), done), (nameof(mail.TmNextTry), now + TimeSpan.FromHours(1)), (nameof(mail.TmCreate), now - TimeSpan.FromDays(100)));
        return mail.Id;
    }

    private async Task<Guid> AddRevokedTokenAsync(DateTimeOffset expires)
    {
        var token = new RevokedToken { Id = Guid.CreateVersion7(), AgentId = Guid.CreateVersion7(), TmExpire = expires, TmCreate = expires };
        await SaveAsync(token);
        return token.Id;
    }

    private async Task<Guid> AddAccesskeyAsync(Guid customerId, DateTimeOffset expires, DateTimeOffset? deleted)
    {
        var accesskey = Accesskey.Create(customerId, "key", "", AccesskeyToken.Generate(), TimeSpan.Zero, expires);
        await SaveAsync(accesskey, (nameof(accesskey.TmDelete), deleted));
        return accesskey.Id;
    }

    private async Task<Guid> AddAgentAsync(Guid customerId, DateTimeOffset? deleted)
    {
        var agent = Agent.Create(customerId, $"agent-{Guid.CreateVersion7():N}@example.net", "Agent", Permission.CustomerAgent, passwordHash: null, service.Clock.GetTimestampNow() - DeletedRowsKept);
        await SaveAsync(agent, (nameof(agent.TmDelete), deleted));
        return agent.Id;
    }

    private async Task<Guid> AddCustomerAsync(DateTimeOffset? deleted)
    {
        var customer = Customer.Create("Customer", $"owner-{Guid.CreateVersion7():N}@example.net", service.Clock.GetTimestampNow() - DeletedRowsKept);
        await SaveAsync(customer, (nameof(customer.TmDelete), deleted));
        return customer.Id;
    }

    private Task SaveAsync(object entity, params (string Property, object? Value)[] values) => service.Seed.InDatabaseAsync(database =>
    {
        var entry = database.Add(entity);
        foreach (var (property, value) in values)
        {
            entry.Property(property).CurrentValue = value;
        }

        return database.SaveChangesAsync();
    });

    public sealed class OnSqlite(RetainingSqliteService service) : RetentionTests(service), IClassFixture<RetainingSqliteService>;

    public sealed class OnPostgres(RetainingPostgresService service) : RetentionTests(service), IClassFixture<RetainingPostgresService>;

    public sealed class RetainingSqliteService : SqliteService
    {
        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            Apply(Settings);
        }
    }

    public sealed class RetainingPostgresService : PostgresService
    {
        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            Apply(Settings);
        }
    }

    private static void Apply(Dictionary<string, string?> settings)
    {
        settings["Retention:AuditEvents"] = "40.00:00:00";
        settings["Retention:DeletedRows"] = "10.00:00:00";
    }
}
