using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>What a verification costs the database: nothing when the credential is remembered, one statement when it is not, and never a write.</summary>
public abstract class StatementTests(AuthService service)
{
    [Fact]
    public async Task Verify_Accesskey_IsOneStatementAndThenNone()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertCostAsync(tenant.Accesskey, "FROM accesskeys a JOIN customers c");
    }

    [Fact]
    public async Task Verify_Token_IsOneStatementAndThenNone()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertCostAsync(tenant.Token, "FROM agents a JOIN customers c");
    }

    /// <summary>It is as good as its super admin, and as the customer that it is for: two questions.</summary>
    [Fact]
    public async Task Verify_DelegateToken_IsTwoStatementsAndThenNone()
    {
        var delegation = await Delegation.BeginAsync(service);

        await AssertCostAsync(delegation.Token, "FROM agents a JOIN customers c", "FROM customers c");
    }

    [Fact]
    public async Task Verify_DeletedAccesskey_IsOneStatementAndThenNone()
    {
        var tenant = await service.Seed.AddTenantAsync();
        Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token)).Status);

        await AssertCostAsync(tenant.Accesskey, status: 401, "FROM accesskeys a JOIN customers c");
    }

    [Fact]
    public async Task Verify_TokenThatIsNone_IsNoStatement()
    {
        using var log = service.LogStatements();

        Assert.Equal(401, await service.VerifyAsync("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA"));

        Assert.Empty(log.Take());
    }

    [Fact]
    public async Task Verify_SameAccesskeyFiftyTimesAtOnce_IsOneStatement()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using var log = service.LogStatements();

        var (statuses, asked) = await service.UndisturbedAsync(async () =>
        {
            log.Take();
            return (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.VerifyAsync(tenant.Accesskey))), log.Take());
        });

        Assert.All(statuses, status => Assert.Equal(404, status));
        Assert.Single(asked);
    }

    /// <summary>The customer's state is an entry of its own: keys and tokens of one customer share it, and one message freezes them all.</summary>
    [Fact]
    public async Task Freeze_RememberedAccesskeyAndToken_AskOnceEachAndBothAreFrozen()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.RememberAsync(tenant);

        await service.Seed.FreezeAsync(tenant.CustomerId);

        Assert.Equal((403, 403), (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)));
    }

    /// <summary>A key is refused from its last instant on, also when it is remembered.</summary>
    [Fact]
    public async Task Verify_RememberedAccesskeyThatExpires_IsRefusedWithoutAStatement()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using var log = service.LogStatements();

        var (before, after, asked) = await service.UndisturbedAsync(
            () => service.Seed.AddAccesskeyAsync(tenant.CustomerId, TimeSpan.FromSeconds(30)),
            async expiring =>
            {
                var good = await service.VerifyAsync(expiring.Text);
                log.Take();
                service.Clock.Advance(TimeSpan.FromSeconds(30));
                return (good, await service.VerifyAsync(expiring.Text), log.Take());
            });

        Assert.Equal((404, 401), (before, after));
        Assert.Empty(asked);
    }

    /// <summary>Five minutes, whatever happens.</summary>
    [Fact]
    public async Task Verify_RememberedForFiveMinutes_AsksAgain()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.RememberAsync(tenant);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await service.HeardAsync();
        using var log = service.LogStatements();

        Assert.Equal(404, await service.VerifyAsync(tenant.Accesskey));

        Assert.Single(log.Take());
    }

    private Task AssertCostAsync(string credential, params string[] statements) => AssertCostAsync(credential, status: 404, statements);

    private async Task AssertCostAsync(string credential, int status, params string[] statements)
    {
        using var log = service.LogStatements();

        var (seen, asked, askedAgain) = await service.UndisturbedAsync(async () =>
        {
            log.Take();
            var first = await service.VerifyAsync(credential);
            var atFirst = log.Take();
            var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.VerifyAsync(credential)));
            return ((int[])[first, .. others], atFirst, log.Take());
        });

        Assert.All(seen, answer => Assert.Equal(status, answer));
        Assert.Equal(statements.Length, asked.Length);
        Assert.All(asked.Zip(statements), pair =>
        {
            Assert.StartsWith("SELECT ", pair.First, StringComparison.Ordinal);
            Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal);
        });
        Assert.Empty(askedAgain);
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : StatementTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : StatementTests(service);
}
