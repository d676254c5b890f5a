using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

public abstract class ListAccesskeysTests(AuthService service)
{
    private const string Route = "/v1.0/accesskeys";

    [Fact]
    public async Task List_InPagesWhileRowsComeAndGo_ShowsEveryRowOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var ids = new List<Guid> { tenant.AccesskeyId };
        using var hold = service.Clock.HoldAt(service.Clock.GetUtcNow().AddMinutes(1));
        for (var i = 0; i < 24; i++)
        {
            ids.Add((await service.Seed.AddAccesskeyAsync(tenant.CustomerId)).Accesskey.Id);
        }

        var first = await PageAsync(tenant, "page_size=10");
        var (added, _) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        await service.CallAsync("DELETE", $"{Route}/{first.Ids[^1]}", tenant.Token);
        var second = await PageAsync(tenant, $"page_size=10&page_token={first.Next}");
        await service.CallAsync("DELETE", $"{Route}/{second.Ids[0]}", tenant.Token);
        var third = await PageAsync(tenant, $"page_size=10&page_token={second.Next}");

        Guid[] seen = [.. first.Ids, .. second.Ids, .. third.Ids];
        Assert.Equal((10, 10, ""), (first.Ids.Count, second.Ids.Count, third.Next));
        Assert.Equal(seen.Length, seen.Distinct().Count());
        Assert.Empty(ids.Except(seen));
        Assert.All(seen, id => Assert.True(ids.Contains(id) || id == added.Id, "Only what was there."));
        Assert.Equal(tenant.AccesskeyId, seen[^1]);
    }

    [Fact]
    public async Task List_OneByOne_ShowsTheNewestFirst()
    {
        var tenant = await service.Seed.AddTenantAsync();
        List<Guid> expected = [tenant.AccesskeyId];
        for (var i = 0; i < 4; i++)
        {
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            expected.Insert(0, (await service.Seed.AddAccesskeyAsync(tenant.CustomerId)).Accesskey.Id);
        }

        var seen = new List<Guid>();
        var next = "";
        do
        {
            var page = await PageAsync(tenant, $"page_size=1&page_token={next}");
            seen.AddRange(page.Ids);
            next = page.Next;
        }
        while (next.Length > 0 && seen.Count < 10);

        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("page_size=", 3)]
    [InlineData("page_size=2", 2)]
    [InlineData("page_size=3", 3)]
    [InlineData("page_size=0", 3)]
    [InlineData("page_size=-1", 3)]
    [InlineData("page_size=101", 3)]
    [InlineData("page_size=2147483648", 3)]
    [InlineData("page_size=1000000000000000000000000000000", 3)]
    [InlineData("page_token=", 3)]
    [InlineData("unknown=1", 3)]
    public async Task List_ByPageSize_ShowsAsManyRows(string query, int count)
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        await service.Seed.AddAccesskeyAsync(tenant.CustomerId);

        var page = await PageAsync(tenant, query);

        Assert.Equal(count, page.Ids.Count);
        Assert.Equal(count < 3, page.Next.Length > 0);
    }

    [Theory]
    [InlineData("page_size=0")]
    [InlineData("page_size=101")]
    [InlineData("")]
    public async Task List_MoreThanAHundredKeys_ShowsAHundred(string query)
    {
        var tenant = await service.Seed.AddTenantAsync();
        for (var i = 0; i < 100; i++)
        {
            await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        }

        var page = await PageAsync(tenant, query);
        var rest = await PageAsync(tenant, $"page_token={page.Next}");

        Assert.Equal((100, 1, ""), (page.Ids.Count, rest.Ids.Count, rest.Next));
    }

    [Theory]
    [InlineData("page_size=abc", "page_size")]
    [InlineData("page_size=1.5", "page_size")]
    [InlineData("page_size=1e3", "page_size")]
    [InlineData("page_size=0x10", "page_size")]
    [InlineData("page_size=-", "page_size")]
    [InlineData("page_size=--1", "page_size")]
    [InlineData("page_size=%2B1", "page_size")]
    [InlineData("page_size=%201", "page_size")]
    [InlineData("page_size=%D9%A1", "page_size")]
    [InlineData("page_size=1&page_size=2", "page_size")]
    [InlineData("page_size=1%00", "page_size")]
    [InlineData("page_token=x", "page_token")]
    [InlineData("page_token=%00", "page_token")]
    [InlineData("page_token='%20OR%201=1--", "page_token")]
    [InlineData("page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "page_token")]
    [InlineData("page_token=++++++++++++++++++++++++++++++++", "page_token")]
    [InlineData("page_token=________________________________", "page_token")]
    [InlineData("page_token=f_________AAAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=A4REDMxzYAAAAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=__________8AAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=f_________8AAAAAAAAAAAAAAAAAAAAA", "page_token")]
    [InlineData("page_token=x&page_token=y", "page_token")]
    public async Task List_BadParameter_IsNamed(string query, string field)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", $"{Route}?{query}", tenant.Token);

        Assert.Equal(field, Refusal.Is(response, 400, "INVALID_REQUEST_PARAMETER")[0].Text("field"));
    }

    [Fact]
    public async Task List_PageTokenOfAnotherCustomer_ShowsOnesOwnRowsOnly()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await service.Seed.AddAccesskeyAsync(other.CustomerId);
        var foreign = await PageAsync(other, "page_size=1");

        var page = await PageAsync(tenant, $"page_token={foreign.Next}");

        Assert.Equal([tenant.AccesskeyId], page.Ids);
    }

    [Theory]
    [InlineData("page_token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 0)]
    [InlineData("page_token=A4REDMxzX_______________________", 1)]
    public async Task List_FromAnEndOfTime_ShowsWhatIsOlder(string query, int count)
    {
        var page = await PageAsync(await service.Seed.AddTenantAsync(), query);

        Assert.Equal((count, ""), (page.Ids.Count, page.Next));
    }

    private async Task<(IReadOnlyList<Guid> Ids, string Next)> PageAsync(Tenant tenant, string query)
    {
        var response = await service.CallAsync("GET", $"{Route}?{query}", tenant.Token);
        Assert.Equal(200, response.Status);
        Assert.Equal(["result", "next_page_token"], response.Json.Members());
        return ([.. response.Json.GetProperty("result").EnumerateArray().Select(Id)], response.Json.Text("next_page_token"));
    }

    private static Guid Id(JsonElement accesskey) => accesskey.GetProperty("id").GetGuid();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ListAccesskeysTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ListAccesskeysTests(service);
}
