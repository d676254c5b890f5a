using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages of one accesskey: what it is called, and its end.</summary>
public abstract class AccesskeyPageTests(AuthService service)
{
    [Fact]
    public async Task Save_GoodForm_RenamesAndSaysSo()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, path) = (Visitor.With(service, tenant.Token), $"/console/accesskeys/{tenant.AccesskeyId}");

        var saved = await visitor.SubmitAsync(path, ("name", "Renamed"), ("detail", "why"));
        var shown = await visitor.GetAsync(saved.Header("Location"));

        Assert.Equal((303, $"{path}?done=saved"), (saved.Status, saved.Header("Location")));
        Assert.Equal(("Renamed", "Renamed"), (PageAnswer.Heading(shown), Visitor.ValueOf(shown, "name")));
        Assert.Contains("Your changes are saved.", shown.Body, StringComparison.Ordinal);
        Assert.Equal("accesskey.updated", (await service.Seed.AuditedAsync(saved)).Type);
    }

    [Fact]
    public async Task Save_TooLong_ShowsTheFormAgainWithWhatWasTyped()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var typed = new string('x', 256);

        var response = await Visitor.With(service, tenant.Token).SubmitAsync($"/console/accesskeys/{tenant.AccesskeyId}", ("name", typed));

        Assert.Equal((400, typed), (response.Status, Visitor.ValueOf(response, "name")));
        Assert.Contains("id=\"name-fault\"", response.Body, StringComparison.Ordinal);
        Assert.False(await service.Seed.IsAuditedAsync(response));
    }

    [Fact]
    public async Task Delete_KeyInUse_WarnsAndThenRevokes()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, path) = (Visitor.With(service, tenant.Token), $"/console/accesskeys/{tenant.AccesskeyId}/delete");
        Assert.DoesNotContain("Something still uses", (await visitor.GetAsync(path)).Body, StringComparison.Ordinal);
        Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
        await service.WriteUsesAsync();

        var asked = await visitor.GetAsync(path);
        var untouched = await service.StatusOfAsync(tenant.Accesskey);
        var deleted = await visitor.SubmitAsync(asked, path);
        var twice = await visitor.SubmitAsync(asked, path);

        Assert.Contains("Something still uses this accesskey", asked.Body, StringComparison.Ordinal);
        Assert.Contains("from <bdi>127.0.0.1</bdi>", asked.Body, StringComparison.Ordinal);
        Assert.Equal((200, 303, "/console/accesskeys?done=accesskey-deleted"), (untouched, deleted.Status, deleted.Header("Location")));
        Assert.Equal(401, await service.StatusOfAsync(tenant.Accesskey));
        Assert.Equal("accesskey.deleted", (await service.Seed.AuditedAsync(deleted)).Type);
        Assert.Equal((303, "/console/accesskeys?done=accesskey-gone"), (twice.Status, twice.Header("Location")));
    }

    [Fact]
    public async Task Delete_KeyUsedMoreThanADayAgo_DoesNotWarn()
    {
        var tenant = await service.Seed.AddTenantAsync();
        Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
        await service.WriteUsesAsync();
        service.Clock.Advance(TimeSpan.FromHours(25));

        Assert.DoesNotContain("Something still uses", (await Visitor.With(service, tenant.Token).GetAsync($"/console/accesskeys/{tenant.AccesskeyId}/delete")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Permission.CustomerAdmin, "")]
    [InlineData(Permission.CustomerAdmin, "/delete")]
    [InlineData(Permission.ProjectSuperAdmin, "")]
    [InlineData(Permission.ProjectSuperAdmin, "/delete")]
    internal async Task Page_OfAnotherCustomersKey_IsNotThere(Permission permission, string page)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, agent) = await Visitor.AddAsync(service, permission);
        var own = await service.Seed.AddAccesskeyAsync(agent.CustomerId);
        var form = await visitor.GetAsync($"/console/accesskeys/{own.Accesskey.Id}{page}");
        var path = $"/console/accesskeys/{tenant.AccesskeyId}{page}";
        var before = await service.Seed.SnapshotAsync(tenant.CustomerId);

        var shown = await visitor.GetAsync(path);
        var sent = await visitor.SubmitAsync(form, path, ("name", "taken"));

        PageAnswer.Is(shown, 404, "There is nothing here");
        Assert.DoesNotContain(tenant.Accesskey[..11], shown.Text, StringComparison.Ordinal);
        Assert.Contains(sent.Status, (int[])[303, 404]);
        Assert.Equal(before, await service.Seed.SnapshotAsync(tenant.CustomerId));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AccesskeyPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AccesskeyPageTests(service);
}
