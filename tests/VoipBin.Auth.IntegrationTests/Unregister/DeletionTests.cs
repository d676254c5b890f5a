using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoipBin.Auth.Audit;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;
using VoipBin.Auth.Unregister;

namespace VoipBin.Auth.IntegrationTests.Unregister;

/// <summary>The end of a customer: at once, by schedule, or by an operator.</summary>
public abstract class DeletionTests(AuthService service)
{
    [Fact]
    public async Task Unregister_Immediate_EndsEverythingAtOnce()
    {
        var leaver = await Leaver.AddAsync(service);

        var response = await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.AtOnce);

        Assert.Equal((200, "deleted"), (response.Status, response.Json.Text("status")));
        Assert.Equal("customer.deleted", (await service.Seed.AuditedAsync(response)).Type);
        await AssertDeadAsync(leaver);
        await AssertForgottenAsync(leaver);
    }

    [Fact]
    public async Task Delete_WhatWasChangedByTheApi_NamesNobodyAnyMore()
    {
        var leaver = await Leaver.AddAsync(service);
        var name = Guid.CreateVersion7().ToString("N");
        await service.CallAsync("PUT", "/v1.0/customer", leaver.Token, JsonText.Write(new { name = $"company {name}", detail = $"detail {name}", email = $"owner-{name}@example.net" }));
        await service.CallAsync("POST", "/v1.0/agents", leaver.Token, JsonText.Write(new { username = $"agent-{name}@example.net", name = $"Jane {name}", detail = $"desk {name}", permission = 16 }));
        await service.CallAsync("PUT", $"/v1.0/agents/{leaver.Admin.Id}", leaver.Token, JsonText.Write(new { name = $"John {name}" }));
        await service.CallAsync("POST", "/v1.0/accesskeys", leaver.Token, JsonText.Write(new { name = $"key of {name}" }));
        var gone = (await service.CallAsync("POST", "/v1.0/agents", leaver.Token, JsonText.Write(new { username = $"gone-{name}@example.net", permission = 16 }))).Json.Text("id");
        await service.CallAsync("DELETE", $"/v1.0/agents/{gone}", leaver.Token);
        Assert.Contains(name, await service.RowsAsync(), StringComparison.Ordinal);
        var before = await FindEventsAsync(leaver.CustomerId);
        Assert.All(before, row => Assert.Equal("127.0.0.1", row.Address));

        Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.AtOnce)).Status);

        Assert.DoesNotContain((await service.RowsAsync()).Split('\n'), row => row.Contains(name, StringComparison.Ordinal));
        var after = await FindEventsAsync(leaver.CustomerId);
        Assert.Equal([.. before.Select(Remaining), $"customer.deleted {leaver.CustomerId} {leaver.Admin.Id}"], after.Select(Remaining));
        Assert.All(after, row => Assert.Equal((null, "{}"), (row.Address, row.Data)));
    }

    [Fact]
    public async Task Delete_WhereItsKeysWereUsedFrom_IsForgotten()
    {
        var leaver = await Leaver.AddAsync(service);
        await service.CallAsync("GET", "/v1.0/me", leaver.Accesskey, headers: "X-Forwarded-For: 203.0.113.77");
        await service.WriteUsesAsync();
        Assert.Equal("203.0.113.77", $"{Assert.Single(await service.FindUsesAsync(leaver.CustomerId)).Address}");

        Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.AtOnce)).Status);

        var usage = Assert.Single(await service.FindUsesAsync(leaver.CustomerId));
        Assert.Equal((1, null), (usage.Uses, usage.Address));
    }

    [Fact]
    public async Task Delete_ItsAddresses_AreFreeAgain()
    {
        var leaver = await Leaver.AddAsync(service);
        await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.AtOnce);
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username = leaver.Admin.Username, permission = 16 }));

        Assert.Equal(201, response.Status);
    }

    [Fact]
    public async Task Schedule_AfterThirtyDays_Deletes()
    {
        var (leaver, customer) = await Leaver.AddGoneAsync(service);
        var due = customer.GetProperty("tm_deletion_effective").GetDateTimeOffset();

        using (service.Clock.HoldAt(due.AddTicks(-10)))
        {
            await RunAsync();
            Assert.Equal(0, await CountDeletionsAsync(leaver.CustomerId));
        }

        using (service.Clock.HoldAt(due))
        {
            await RunAsync();
        }

        Assert.Equal(1, await CountDeletionsAsync(leaver.CustomerId));
        await AssertDeadAsync(leaver);
        await AssertForgottenAsync(leaver);
    }

    [Fact]
    public async Task Schedule_Recovered_DeletesNothing()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        await service.CallAsync("DELETE", "/auth/unregister", leaver.Token);
        service.Clock.Advance(TimeSpan.FromDays(31));

        await RunAsync();

        Assert.Equal(0, await CountDeletionsAsync(leaver.CustomerId));
        Assert.Equal(200, (await service.LoginAsync(leaver.Admin.Username, Leaver.Password)).Status);
    }

    [Fact]
    public async Task Schedule_FrozenByAnOperator_DeletesNothing()
    {
        var leaver = await Leaver.AddAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);
        await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/freeze", superAdmin);
        service.Clock.Advance(TimeSpan.FromDays(31));

        await RunAsync();

        Assert.Equal(0, await CountDeletionsAsync(leaver.CustomerId));
    }

    /// <summary>To be deleted is the customer's right.</summary>
    [Fact]
    public async Task Schedule_UnregisteredAndThenFrozenByAnOperator_DeletesInTime()
    {
        var (leaver, customer) = await Leaver.AddGoneAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);

        var frozen = await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/freeze", superAdmin);
        using (service.Clock.HoldAt(customer.GetProperty("tm_deletion_effective").GetDateTimeOffset()))
        {
            await RunAsync();
        }

        Assert.Equal((200, customer.Text("tm_deletion_effective")), (frozen.Status, frozen.Json.Text("tm_deletion_effective")));
        Assert.Equal(1, await CountDeletionsAsync(leaver.CustomerId));
        await AssertDeadAsync(leaver);
        await AssertForgottenAsync(leaver);
    }

    [Fact]
    public async Task Schedule_UnregisteredAndThenRecoveredByAnOperator_DeletesNothing()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);

        var recovered = await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/recover", superAdmin);
        service.Clock.Advance(TimeSpan.FromDays(31));
        await RunAsync();

        Assert.Equal((200, 0), (recovered.Status, await CountDeletionsAsync(leaver.CustomerId)));
        Assert.Equal(200, (await service.LoginAsync(leaver.Admin.Username, Leaver.Password)).Status);
    }

    /// <summary>The shared host's own rounds are off (<see cref="TestClock"/>): here is a service whose minutes take no time.</summary>
    [Fact]
    public async Task Schedule_ServiceThatIsStarted_LooksEachMinute()
    {
        var (leaver, customer) = await Leaver.AddGoneAsync(service);
        var clock = new HurriedClock(service.Clock);
        using var deletions = new DeletionService(service.Services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<DeletionService>.Instance);

        using (service.Clock.HoldAt(customer.GetProperty("tm_deletion_effective").GetDateTimeOffset()))
        {
            await deletions.StartAsync(CancellationToken.None);
            await Eventually.IsTrueAsync(async () => await CountDeletionsAsync(leaver.CustomerId) == 1, "the customer is deleted");
            await deletions.StopAsync(CancellationToken.None);
        }

        Assert.Equal([TimeSpan.FromMinutes(1)], clock.Periods);
    }

    [Fact]
    public async Task Schedule_SeveralReplicasAtOnce_DeleteOnce()
    {
        var (first, _) = await Leaver.AddGoneAsync(service);
        var (second, _) = await Leaver.AddGoneAsync(service);
        service.Clock.Advance(TimeSpan.FromDays(31));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync()));

        Assert.Equal((1, 1), (await CountDeletionsAsync(first.CustomerId), await CountDeletionsAsync(second.CustomerId)));
        await AssertForgottenAsync(first);
    }

    [Fact]
    public async Task DeleteCustomer_ByAnOperator_EndsItAtOnce()
    {
        var leaver = await Leaver.AddAsync(service);
        var (superAdmin, token) = await Delegation.AddOperatorAsync(service);
        var path = $"/v1.0/customers/{leaver.CustomerId}";

        var response = await service.CallAsync("DELETE", path, token);

        Assert.Equal((200, "deleted"), (response.Status, response.Json.Text("status")));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", response.Json.Text("tm_delete"));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.deleted", leaver.CustomerId, superAdmin.Id, "127.0.0.1"), (audited.Type, audited.CustomerId, audited.AgentId, audited.Address));
        await AssertDeadAsync(leaver);
        await AssertForgottenAsync(leaver);
        Refusal.Is(await service.CallAsync("DELETE", path, token), 404, "CUSTOMER_NOT_FOUND");
        Refusal.Is(await service.CallAsync("GET", path, token), 404, "CUSTOMER_NOT_FOUND");
        Assert.Equal(1, await CountDeletionsAsync(leaver.CustomerId));
    }

    [Fact]
    public async Task DeleteCustomer_OwnUnknownOrNotAllowed_IsRefused()
    {
        var leaver = await Leaver.AddAsync(service);
        var (superAdmin, token) = await Delegation.AddOperatorAsync(service);
        await Delegation.AddOperatorAsync(service);
        var before = await service.Seed.SnapshotAsync();

        Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/customers/{superAdmin.CustomerId}", token), 409, "STATE_INVALID");
        Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/customers/{Guid.CreateVersion7()}", token), 404, "CUSTOMER_NOT_FOUND");
        Refusal.Is(await service.CallAsync("DELETE", "/v1.0/customers/me", token), 400, "INVALID_ID");
        Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/customers/{leaver.CustomerId}", leaver.Token), 403, "PERMISSION_DENIED");
        Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/customers/{leaver.CustomerId}", leaver.Accesskey), 403, "PERMISSION_DENIED");

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    private Task RunAsync() => service.Services.GetRequiredService<DeletionService>().RunAsync(CancellationToken.None);

    private Task<int> CountDeletionsAsync(Guid customerId) =>
        service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().CountAsync(row => row.CustomerId == customerId && row.Type == "customer.deleted"));

    private Task<List<AuditEvent>> FindEventsAsync(Guid customerId) =>
        service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().AsNoTracking().Where(row => row.CustomerId == customerId).OrderBy(row => row.TmCreate).ThenBy(row => row.Id).ToListAsync());

    /// <summary>What of an event outlasts the customer.</summary>
    private static string Remaining(AuditEvent row) => $"{row.Type} {row.SubjectId} {row.AgentId}";

    private async Task AssertDeadAsync(Leaver leaver)
    {
        foreach (var credential in new[] { leaver.Token, leaver.ManagerToken, leaver.Accesskey, service.Seed.IssueToken(leaver.Admin) })
        {
            Refusal.Is(await service.CallAsync("GET", "/v1.0/me", credential), 401, "INVALID_CREDENTIALS");
        }

        Refusal.IsFailedLogin(await service.LoginAsync(leaver.Admin.Username, Leaver.Password));
        Refusal.IsFailedLogin(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password)));
    }

    /// <summary>No row names anybody of the customer, whatever table it is in.</summary>
    private async Task AssertForgottenAsync(Leaver leaver)
    {
        var rows = await service.RowsAsync();
        Assert.Contains(leaver.CustomerId.ToString(), rows, StringComparison.Ordinal);
        Assert.DoesNotContain(leaver.Admin.Username, rows, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(leaver.Manager.Username, rows, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(leaver.Admin.PasswordHash!, rows, StringComparison.Ordinal);
        var own = rows.Split('\n').Where(row => row.Contains(leaver.CustomerId.ToString(), StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(own, row => row.Contains("@example.net", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(await FindEventsAsync(leaver.CustomerId), row => row.Address is not null && row.Type != "customer.deleted");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DeletionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DeletionTests(service);
}
