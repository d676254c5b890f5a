using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The page on which a key is made, and the one answer that holds it.</summary>
public abstract class CreateAccesskeyPageTests(AuthService service)
{
    private const string New = "/console/accesskeys/new";

    [Fact]
    public async Task Create_GoodForm_ShowsAKeyThatWorksOnceAndNowhereElse()
    {
        var (visitor, _) = await Visitor.AddAsync(service);
        service.Log.Clear();

        var created = await visitor.SubmitAsync(New, ("name", "<i>key</i>"), ("detail", "for a test"), ("expiry", "30"));

        var key = Visitor.ValueOf(created, "accesskey")!;
        Assert.Equal((200, "Your new accesskey", "no-store"), (created.Status, PageAnswer.Heading(created), created.Header("Cache-Control")));
        Assert.True(AccesskeyToken.HasOurForm(key));
        Assert.Equal(200, await service.StatusOfAsync(key));
        Assert.Contains($"curl -H &#x27;Authorization: Bearer {key}&#x27; {service.Address.Scheme}://", created.Body, StringComparison.Ordinal);
        Assert.Contains("/v1.0/me</textarea>", created.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", created.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Headers.SelectMany(header => header), value => value.Contains(key, StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(key));
        foreach (var page in new[] { "/console", "/console/accesskeys", New })
        {
            Assert.DoesNotContain(key, (await visitor.GetAsync(page)).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("30", "", 30)]
    [InlineData("90", "", 90)]
    [InlineData("365", "2099-01-01", 365)]
    public async Task Create_Preset_EndsExactlyThen(string expiry, string date, int days)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);

        await visitor.SubmitAsync(New, ("expiry", expiry), ("date", date));

        var accesskey = await OnlyKeyAsync(agent.CustomerId);
        Assert.Equal(TimeSpan.FromDays(days), accesskey.TmExpire - accesskey.TmCreate);
    }

    [Fact]
    public async Task Create_WithADay_EndsWhenItEnds()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var day = DateOnly.FromDateTime(service.Clock.GetUtcNow().UtcDateTime).AddDays(40);

        await visitor.SubmitAsync(New, ("expiry", "date"), ("date", $"{day:yyyy-MM-dd}"));

        Assert.Equal(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), (await OnlyKeyAsync(agent.CustomerId)).TmExpire);
    }

    [Fact]
    public async Task Create_SameFormTwice_MakesOneKeyAndSaysSo()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => visitor.SubmitAsync(form, New, ("name", "once"), ("expiry", "90"))));
        var later = await visitor.SubmitAsync(form, New, ("name", "another"), ("expiry", "90"));

        var accesskey = await OnlyKeyAsync(agent.CustomerId);
        Assert.Equal([200, 409, 409, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(("once", Visitor.HiddenOf(form)["id"]), (accesskey.Name, $"{accesskey.Id}"));
        Assert.All(answers.Where(answer => answer.Status == 409).Append(later), answer =>
        {
            Assert.Equal("This accesskey was already created", PageAnswer.Heading(answer));
            Assert.Contains("has already made the accesskey <strong><bdi>once</bdi></strong>", answer.Body, StringComparison.Ordinal);
            Assert.Contains($"href=\"/console/accesskeys/{accesskey.Id}\"", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("vb_", answer.Body, StringComparison.Ordinal);
        });
        Assert.Equal(1, await service.Seed.CountAuditedAsync(agent.CustomerId));
    }

    [Fact]
    public async Task Create_SameFormAfterTheKeyWasDeleted_MakesNoOther()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        await visitor.SubmitAsync(form, New, ("expiry", "90"));
        await visitor.SubmitAsync($"/console/accesskeys/{Visitor.HiddenOf(form)["id"]}/delete");

        var again = await visitor.SubmitAsync(form, New, ("expiry", "90"));

        var accesskey = await OnlyKeyAsync(agent.CustomerId);
        Assert.Equal((409, true), (again.Status, accesskey.TmDelete is not null));
        Assert.Contains("was deleted since", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"/console/accesskeys/{accesskey.Id}", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithTheIdOfAnotherCustomersKey_IsRefusedAndTellsNothing()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var tenant = await service.Seed.AddTenantAsync();

        var response = await visitor.SubmitAsync(New, ("id", $"{tenant.AccesskeyId}"), ("expiry", "90"));

        PageAnswer.Is(response, 403, "This page is not for you");
        Assert.Empty(await KeysAsync(agent.CustomerId));
        Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01890000-0000-7000-8000-000000000000")]
    [InlineData("7fffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    public async Task Create_WithAnIdThatNoFormOfOursHas_IsShownAgain(string id)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);

        var response = await visitor.SubmitAsync(New, ("id", id), ("name", "kept"), ("expiry", "90"));

        Assert.Equal((303, $"{New}?name=kept&expiry=90&done=form-out-of-date"), (response.Status, response.Header("Location")));
        Assert.Empty(await KeysAsync(agent.CustomerId));
    }

    [Theory]
    [InlineData("expiry", "", "expiry-fault")]
    [InlineData("expiry", "31", "expiry-fault")]
    [InlineData("date", "", "date-fault")]
    [InlineData("date", "2020-01-01", "date-fault")]
    [InlineData("date", "9999-12-31", "date-fault")]
    [InlineData("date", "today", "date-fault")]
    [InlineData("name", "{256}", "name-fault")]
    [InlineData("detail", "{4097}", "detail-fault")]
    public async Task Create_WrongField_ShowsTheFormAgainWithTheFaultBesideIt(string name, string value, string fault)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        var typed = value.StartsWith('{') ? new string('x', int.Parse(value.Trim('{', '}'), System.Globalization.CultureInfo.InvariantCulture)) : value;
        (string, string)[] fields = name switch
        {
            "date" => [("expiry", "date"), ("date", typed)],
            "expiry" => [("expiry", typed)],
            _ => [("expiry", "90"), (name, typed)],
        };

        var response = await visitor.SubmitAsync(form, New, [("name", "kept"), .. fields]);

        Assert.Equal((400, "New accesskey", Visitor.HiddenOf(form)["id"]), (response.Status, PageAnswer.Heading(response), Visitor.HiddenOf(response)["id"]));
        Assert.Contains($"id=\"{fault}\" class=\"fault\"", response.Body, StringComparison.Ordinal);
        Assert.Contains(fault, response.Body.Split("aria-describedby=\"").Skip(1).Select(rest => rest.Split('"')[0]).SelectMany(ids => ids.Split(' ')));
        Assert.NotEqual("", PageAnswer.Alert(response));
        Assert.Equal(name == "name" ? typed : "kept", Visitor.ValueOf(response, "name"));
        Assert.Empty(await KeysAsync(agent.CustomerId));
    }

    [Fact]
    public async Task Preview_Always_ShowsWhenItEndsAndMakesNone()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        var now = service.Clock.GetTimestampNow();
        RawResponse shown;
        using (service.Clock.HoldAt(now))
        {
            shown = await visitor.SubmitAsync(form, New, ("name", "kept"), ("expiry", "30"), ("action", "preview"));
        }

        Assert.Equal((200, Visitor.HiddenOf(form)["id"], "kept"), (shown.Status, Visitor.HiddenOf(shown)["id"], Visitor.ValueOf(shown, "name")));
        Assert.Contains($"datetime=\"{now.AddDays(30).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\"", shown.Body, StringComparison.Ordinal);
        Assert.Empty(await KeysAsync(agent.CustomerId));
    }

    private Task<List<Accesskey>> KeysAsync(Guid customerId) => service.Seed.InDatabaseAsync(database =>
        Task.FromResult(database.Set<Accesskey>().Where(accesskey => accesskey.CustomerId == customerId).ToList()));

    private async Task<Accesskey> OnlyKeyAsync(Guid customerId) => Assert.Single(await KeysAsync(customerId));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CreateAccesskeyPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CreateAccesskeyPageTests(service);
}
