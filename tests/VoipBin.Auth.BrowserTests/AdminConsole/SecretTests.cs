using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>A new key is in the body of one answer, and nowhere else that a browser keeps.</summary>
public abstract class SecretTests(RunningService service) : BrowserTest(service)
{
    [Fact]
    public async Task Created_Key_IsInNoAddressCookieOrStorage()
    {
        var (visitor, page, key) = await CreateAsync();

        var storage = await visitor.Context.StorageStateAsync(new() { IndexedDB = true });
        var session = await page.EvaluateAsync<string>("JSON.stringify(sessionStorage) + JSON.stringify(history.state)");
        var caches = await page.EvaluateAsync<int>("caches.keys().then(names => names.length)");

        Assert.DoesNotContain(key, storage + session, StringComparison.Ordinal);
        Assert.DoesNotContain(visitor.Watch.Addresses, address => address.Contains(key, StringComparison.Ordinal));
        Assert.Equal(0, caches);
    }

    /// <summary>Pasted by somebody who wants to know which key that is.</summary>
    [Fact]
    public async Task Search_ForAWholeKey_FindsItAndAsksForNoAddressWithIt()
    {
        var (visitor, page, key) = await CreateAsync();
        await page.GoToAsync("Accesskeys");

        await page.GetByRole(AriaRole.Searchbox).FillAsync(key);
        await page.PressAsync("Search");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/console/accesskeys\\?q={key[..11]}&", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "secret", Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(visitor.Watch.Addresses, address => address.Contains(key, StringComparison.Ordinal));
        await page.AssertNowhereAsync(key);
    }

    /// <summary>The ways back to a page: from memory, from the cache, or by asking again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Created_LeftAndComeBackTo_ShowsTheKeyNoMore(bool scripts)
    {
        var (_, page, key) = await CreateAsync(scripts);

        await page.GetByRole(AriaRole.Link, new() { Name = "Done" }).ClickAsync();
        await page.ExpectTitleAsync("Accesskeys");
        await page.TravelAsync(-1);
        await page.AssertNowhereAsync(key);
        await page.TravelAsync(-1);
        await page.AssertNowhereAsync(key);
        await page.TravelAsync(1);
        await page.AssertNowhereAsync(key);
    }

    /// <summary>
    /// Some browsers keep the very page that was left, fields and all, and show that again. Chromium does so with no page that
    /// answers a form: here the same page is one that it does keep.
    /// </summary>
    [Fact]
    public async Task Created_KeptByTheBrowserAndComeBackTo_ShowsTheKeyNoMore()
    {
        var (visitor, page, key) = await CreateAsync();
        var kept = new Uri(Service.Address, "/console/kept").ToString();
        var body = await page.ContentAsync();
        await visitor.Context.RouteAsync(kept, route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = body }));
        await page.GotoAsync(kept);
        Assert.Equal(key, await page.GetByLabel("secret").InputValueAsync());
        await page.EvaluateAsync("addEventListener('pageshow', event => { document.title = event.persisted ? 'kept' : 'loaded'; })");

        await page.GetByRole(AriaRole.Link, new() { Name = "Done" }).ClickAsync();
        await page.ExpectTitleAsync("Accesskeys");
        await page.EvaluateAsync("history.back()");
        await Assertions.Expect(page).ToHaveTitleAsync("kept");

        await page.AssertNowhereAsync(key);
    }

    /// <summary>A tab that is closed by mistake and opened again.</summary>
    [Fact]
    public async Task Created_PageOpenedAnew_ShowsTheForm()
    {
        var (visitor, page, key) = await CreateAsync();
        var address = page.Url;
        await page.CloseAsync();

        var again = await visitor.OpenAsync(address);

        await again.ExpectTitleAsync("New accesskey");
        await again.AssertNowhereAsync(key);
    }

    /// <summary>What is kept of a page that was left is the whole browser's doing.</summary>
    private protected override Task<IBrowser> GetBrowserAsync() => Chromium.GetWholeAsync();

    private async Task<(Visitor Visitor, IPage Page, string Key)> CreateAsync(bool scripts = true)
    {
        var tenant = await Service.AddTenantAsync();
        var visitor = await VisitAsync(new() { JavaScriptEnabled = scripts });
        var page = await visitor.SignInAsync(tenant.Admin);
        return (visitor, page, await page.CreateKeyAsync("secret"));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SecretTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SecretTests(service);
}
