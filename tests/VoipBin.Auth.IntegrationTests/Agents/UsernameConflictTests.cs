using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

/// <summary>A username is unique among all customers, and nobody may find out by trial who is a customer here.</summary>
public abstract class UsernameConflictTests(AuthService service)
{
    private const int ConflictsAnHour = 20;

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\t")]
    [InlineData("UPPER")]
    public async Task Create_UsernameOfAnother_IsAConflictInEverySpelling(string spelling)
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var username = spelling == "UPPER" ? other.Admin.Username.ToUpperInvariant() : spelling.Replace("{0}", other.Admin.Username, StringComparison.Ordinal);
        var before = await service.Seed.SnapshotAsync();

        var response = await CreateAsync(tenant, username);

        Refusal.Is(response, 409, "AGENT_ALREADY_EXISTS");
        Assert.DoesNotContain(other.CustomerId.ToString(), response.Text, StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.username_conflicted", tenant.CustomerId, null, "{}"), (audited.Type, audited.CustomerId, audited.SubjectId, audited.Data));
    }

    [Fact]
    public async Task Create_UsernameInMixedCaseWithSpaces_IsKeptAsWrittenAndFoundWithoutRegardToCase()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var name = Guid.CreateVersion7().ToString("N");

        var response = await CreateAsync(tenant, $"  Jane.{name}@Example.NET ", "lamp otter granite");

        Assert.Equal((201, $"Jane.{name}@Example.NET"), (response.Status, response.Json.Text("username")));
        Assert.Equal(200, (await service.LoginAsync($"jane.{name}@example.net", "lamp otter granite")).Status);
    }

    [Fact]
    public async Task Create_TenTimesAtOnce_MakesOne()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var username = $"{Guid.CreateVersion7():N}@example.net";

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => CreateAsync(tenant, number % 2 == 0 ? username : username.ToUpperInvariant())));

        Assert.Equal([201, .. Enumerable.Repeat(409, 9)], responses.Select(response => response.Status).Order());
        var list = (await service.CallAsync("GET", "/v1.0/agents", tenant.Token)).Json.GetProperty("result");
        Assert.Single(list.EnumerateArray(), agent => string.Equals(agent.Text("username"), username, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Create_TwentyConflictsInAnHour_IsRefusedUntilTheHourIsOver()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        for (var number = 0; number < ConflictsAnHour; number++)
        {
            Refusal.Is(await CreateAsync(tenant, other.Admin.Username), 409, "AGENT_ALREADY_EXISTS");
        }

        var before = await service.Seed.SnapshotAsync();

        var taken = await CreateAsync(tenant, other.Admin.Username);
        var free = await CreateAsync(tenant, $"{Guid.CreateVersion7():N}@example.net");

        Assert.All([taken, free], response => Assert.Equal("429 RATE_LIMIT_EXCEEDED", $"{response.Status} {response.Reason}"));
        Assert.Equal(["limit"], taken.Error.GetProperty("details")[0].Members());
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(409, (await CreateAsync(other, other.Admin.Username)).Status);

        service.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await CreateAsync(tenant, $"{Guid.CreateVersion7():N}@example.net")).Status);
        Assert.Equal(409, (await CreateAsync(tenant, other.Admin.Username)).Status);
    }

    [Fact]
    public async Task Create_TwentyConflictsInAnHour_IsToldWhenTheOldestEnds()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var begin = service.Clock.GetUtcNow();
        for (var minute = 0; minute < ConflictsAnHour; minute++)
        {
            await CreateAtAsync(begin.AddMinutes(minute), tenant, other.Admin.Username, 409);
        }

        await CreateAtAsync(begin.AddMinutes(30), tenant, other.Admin.Username, 429, "1800");
        await CreateAtAsync(begin.AddMinutes(60).AddMilliseconds(-1), tenant, other.Admin.Username, 429, "1");
        await CreateAtAsync(begin.AddMinutes(60), tenant, other.Admin.Username, 409);
        await CreateAtAsync(begin.AddMinutes(60), tenant, other.Admin.Username, 429, "60");
    }

    [Fact]
    public async Task Create_MoreConflictsAtOnce_AreToldTwentyTimes()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());

        var responses = await Task.WhenAll(Enumerable.Range(0, ConflictsAnHour + 5).Select(_ => CreateAsync(tenant, other.Admin.Username)));

        Assert.All(responses, response => Assert.Contains(response.Status, (int[])[409, 429]));
        Assert.Equal(ConflictsAnHour, responses.Count(response => response.Status == 409));
    }

    private async Task CreateAtAsync(DateTimeOffset now, Tenant tenant, string username, int status, string retryAfter = "")
    {
        using var hold = service.Clock.HoldAt(now);

        var response = await CreateAsync(tenant, username);

        Assert.Equal((status, retryAfter), (response.Status, response.Header("Retry-After")));
    }

    private Task<RawResponse> CreateAsync(Tenant tenant, string username, string? password = null) =>
        service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username, permission = (int)Permission.CustomerAgent, password }));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : UsernameConflictTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : UsernameConflictTests(service);
}
