using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary>How uses reach the database, and when they leave it.</summary>
public abstract class AccesskeyUsageTests(AuthService service)
{
    private static readonly IPAddress Address = IPAddress.Parse("203.0.113.9");

    private DateTimeOffset Now => service.Clock.GetTimestampNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    [Fact]
    public async Task Round_MoreKeysThanAStatementHolds_WritesAll()
    {
        const int keys = 1_201;
        var tenant = await service.Seed.AddTenantAsync();
        var collector = service.Services.GetRequiredService<AccesskeyUsageCollector>();
        for (var key = 0; key < keys; key++)
        {
            collector.Record(KeyOf(tenant) with { CredentialId = Guid.CreateVersion7() }, address: null);
        }

        Assert.True(await service.WriteUsesAsync());

        var usages = await service.FindUsesAsync(tenant.CustomerId);
        Assert.Equal(keys, usages.Count);
        Assert.All(usages, usage => Assert.Equal((1, null), (usage.Uses, usage.Address)));
    }

    /// <summary>Which of two replicas writes first is chance.</summary>
    [Theory]
    [InlineData(-1, "203.0.113.9")]
    [InlineData(1, "2001:db8::7")]
    public async Task Add_DayThatIsStored_AddsUpAndKeepsTheLater(int seconds, string address)
    {
        var (tenant, now) = (await service.Seed.AddTenantAsync(), Now);
        var noon = new DateTimeOffset(now.UtcDateTime.Date.AddHours(12), TimeSpan.Zero);
        await AddAsync(Usage(tenant, Today, noon, Address, uses: 3));

        await AddAsync(Usage(tenant, Today, noon.AddSeconds(seconds), IPAddress.Parse("2001:db8::7"), uses: 4));

        var usage = Assert.Single(await service.FindUsesAsync(tenant.CustomerId));
        Assert.Equal((7, noon.AddSeconds(Math.Max(seconds, 0)), address), (usage.Uses, usage.TmLastUsed, $"{usage.Address}"));
    }

    [Fact]
    public async Task Round_TableIsNotToBeHad_LosesNothingAndSaysSoOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.WriteUsesAsync();
        service.Log.Clear();
        await service.Seed.SqlAsync($"ALTER TABLE accesskey_uses RENAME TO accesskey_uses_away");

        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey)).Status);
        Assert.False(await service.WriteUsesAsync());
        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey)).Status);
        Assert.False(await service.WriteUsesAsync());
        await service.Seed.SqlAsync($"ALTER TABLE accesskey_uses_away RENAME TO accesskey_uses");

        Assert.True(await service.WriteUsesAsync());
        Assert.Equal(2, await service.CountUsesAsync(tenant.CustomerId));
        var told = Assert.Single(service.Log.Lines, IsOfUsage);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.DoesNotContain("   at ", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_UsesThatCannotBeWritten_AreToldAndDropped()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.WriteUsesAsync();
        await service.Seed.SqlAsync($"ALTER TABLE accesskey_uses RENAME TO accesskey_uses_away");
        await service.Seed.SqlAsync($"CREATE TABLE accesskey_uses (accesskey_id uuid, day date, customer_id uuid, uses bigint CHECK (uses < 0), tm_last_used timestamptz, address text, PRIMARY KEY (accesskey_id, day))");
        service.Log.Clear();

        await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey);
        var rounds = (await service.WriteUsesAsync(), await service.WriteUsesAsync());

        await service.Seed.SqlAsync($"DROP TABLE accesskey_uses");
        await service.Seed.SqlAsync($"ALTER TABLE accesskey_uses_away RENAME TO accesskey_uses");
        Assert.Equal((true, true), rounds);
        var told = Assert.Single(service.Log.Lines, IsOfUsage);
        Assert.Equal(LogLevel.Error, told.Level);
        Assert.Contains("1 uses of accesskeys cannot be written", told.Text, StringComparison.Ordinal);
        await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey);
        await service.WriteUsesAsync();
        Assert.Equal(1, await service.CountUsesAsync(tenant.CustomerId));
    }

    /// <summary>A request that never ends may have used up the time that the host gives everybody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_UsesWait_WritesThemEvenWhenTimeIsUp(bool isTimeUp)
    {
        var tenant = await service.Seed.AddTenantAsync();
        using var ending = Build(out var collector);
        await ending.StartAsync(CancellationToken.None);
        collector.Record(KeyOf(tenant), Address);

        await ending.StopAsync(new CancellationToken(isTimeUp));

        Assert.Equal(1, await service.CountUsesAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Stop_WhileNobodyCanWrite_EndsInTimeAndSaysSo()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using var ending = Build(out var collector);
        collector.Record(KeyOf(tenant), Address);
        service.Log.Clear();
        var watch = Stopwatch.StartNew();

        await service.WhileNobodyCanWriteAsync(async () =>
        {
            await ending.StopAsync(CancellationToken.None);
            return watch.Elapsed;
        });

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"It took {watch.Elapsed}.");
        Assert.Contains(service.Log.Lines, line => IsOfUsage(line) && line.Text.Contains("The last uses of accesskeys were not written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Usage_WhenItsTimeIsOver_GoesUnlessItSaysWhenALivingKeyWasLastUsed()
    {
        var (tenant, gone) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var oldest = Today.AddDays(-400);
        await AddAsync(Usage(tenant, oldest.AddDays(-2)), Usage(tenant, oldest.AddDays(-1)), Usage(tenant, oldest), Usage(gone, oldest.AddDays(-2)), Usage(gone, oldest.AddDays(-1)));
        await service.Seed.SqlAsync($"DELETE FROM accesskeys WHERE id = {gone.AccesskeyId}");
        var unused = await service.Seed.AddTenantAsync();
        await AddAsync(Usage(unused, oldest.AddDays(-2)), Usage(unused, oldest.AddDays(-1)));

        await ExpireAsync("uses of accesskeys");

        Assert.Equal([oldest], await FindDaysAsync(tenant));
        Assert.Empty(await FindDaysAsync(gone));
        Assert.Equal([oldest.AddDays(-1)], await FindDaysAsync(unused));
        Assert.NotNull((await service.CallAsync("GET", $"/v1.0/accesskeys/{unused.AccesskeyId}", unused.Token)).Json.Text("tm_last_used"));
    }

    [Fact]
    public async Task Address_WhenItsTimeIsOver_IsForgotten()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var oldest = Today.AddDays(-400);
        await AddAsync(Usage(tenant, oldest.AddDays(-1)), Usage(tenant, oldest));

        await ExpireAsync("addresses of accesskey uses");

        Assert.Equal([null, Address], (await service.FindUsesAsync(tenant.CustomerId)).Select(usage => usage.Address));
    }

    /// <summary>A replica may have had it in memory when the customer was deleted.</summary>
    [Fact]
    public async Task Address_WrittenAfterTheCustomerWasDeleted_IsForgotten()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await service.Seed.SqlAsync($"UPDATE customers SET status = 'deleted', tm_delete = tm_create WHERE id = {tenant.CustomerId}");
        await AddAsync(Usage(tenant, Today), Usage(tenant, Today.AddDays(-1)), Usage(other, Today));

        await ExpireAsync("addresses of accesskey uses");

        Assert.Equal([(null, 1L), (null, 1L)], (await service.FindUsesAsync(tenant.CustomerId)).Select(usage => (usage.Address, usage.Uses)));
        Assert.Equal(Address, Assert.Single(await service.FindUsesAsync(other.CustomerId)).Address);
    }

    private static bool IsOfUsage((LogLevel Level, string Text) line) => line.Text.StartsWith(typeof(AccesskeyUsageService).FullName!, StringComparison.Ordinal);

    private static Caller KeyOf(Tenant tenant) => new(CredentialKind.Accesskey, tenant.CustomerId, tenant.AccesskeyId, DateTimeOffset.MaxValue, Permission.CustomerAdmin);

    private static AccesskeyUsage Usage(Tenant tenant, DateOnly day) => Usage(tenant, day, new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), Address, uses: 1);

    private static AccesskeyUsage Usage(Tenant tenant, DateOnly day, DateTimeOffset lastUsed, IPAddress address, long uses) =>
        AccesskeyUsage.Create(tenant.AccesskeyId, day, new(tenant.CustomerId, uses, lastUsed, address));

    /// <summary>A service of its own, so that the host's goes on.</summary>
    private AccesskeyUsageService Build(out AccesskeyUsageCollector collector)
    {
        collector = new(service.Clock);
        return ActivatorUtilities.CreateInstance<AccesskeyUsageService>(service.Services, collector);
    }

    private async Task AddAsync(params AccesskeyUsage[] usages)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccesskeyUsageStore>().AddAsync(usages, CancellationToken.None);
    }

    /// <summary>What the hourly round does with rows of one kind.</summary>
    private async Task ExpireAsync(string kind)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetServices<IExpiringRows>().Single(rows => rows.Kind == kind);
        while (await rows.DeleteExpiredAsync(Now, limit: 1, CancellationToken.None) is > 0 and var count)
        {
            Assert.Equal(1, count);
        }
    }

    private async Task<IEnumerable<DateOnly>> FindDaysAsync(Tenant tenant) => (await service.FindUsesAsync(tenant.CustomerId)).Select(usage => usage.Day);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AccesskeyUsageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AccesskeyUsageTests(service)
    {
        private readonly PostgresService service = service;

        [Fact]
        public async Task Request_ToTwoReplicas_AddsUp()
        {
            var replica = new Replica(service);
            await replica.InitializeAsync();
            var tenant = await service.Seed.AddTenantAsync();
            var (second, secondText) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
            AuthService[] replicas = [service, replica];

            await Task.WhenAll(replicas.Select(async target =>
            {
                for (var request = 0; request < 20; request++)
                {
                    Assert.Equal("200 200", await target.StatusesOfAsync(tenant.Accesskey, secondText));
                    await target.WriteUsesAsync();
                }
            }));
            Assert.Equal(200, await replica.StatusOfAsync(tenant.Accesskey));
            await replica.DisposeAsync();

            // By key: the clocks of the two need not show the same day.
            var uses = (await service.FindUsesAsync(tenant.CustomerId)).GroupBy(usage => usage.AccesskeyId, (id, usages) => (id, usages.Sum(usage => usage.Uses))).ToDictionary();
            Assert.Equal((2, 41, 40), (uses.Count, uses[tenant.AccesskeyId], uses[second.Id]));
        }
    }

    /// <summary>Another process on the same database.</summary>
    private sealed class Replica(PostgresService first) : AuthService
    {
        protected override Task PrepareAsync()
        {
            Settings["ConnectionStrings:Postgres"] = first.Services.GetRequiredService<DatabaseTarget>().ConnectionString;
            Settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(Workplace.SigningKey);
            Settings["Identity:SigningKeys:0"] = IdentitySigningKey.Text;
            return Task.CompletedTask;
        }

        protected override Task CleanAsync() => Task.CompletedTask;

        internal override Task<string> DumpAsync() => first.DumpAsync();
    }
}
