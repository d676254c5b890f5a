using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.Pages;

/// <summary>The page of a mailed link that confirms an address.</summary>
public abstract class EmailPageTests(RunningService service) : BrowserTest(service)
{
    private static int counter;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Confirm_AfterASignup_MakesTheAccount(bool scripts)
    {
        var (email, link) = await SignUpAsync();
        var page = await (await VisitAsync(new() { JavaScriptEnabled = scripts })).OpenAsync(link);

        await ConfirmAsync(page);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your account is ready");
        await Service.Place.MailToAsync(email, "Set your password");
    }

    /// <summary>Mail scanners open links too.</summary>
    [Fact]
    public async Task Open_WithoutTheButton_MakesNothing()
    {
        var (_, link) = await SignUpAsync();
        var customers = await Service.Place.CountAsync("customers");

        await (await VisitAsync()).OpenAsync(link);

        Assert.Equal(customers, await Service.Place.CountAsync("customers"));
    }

    private static Task ConfirmAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

    private async Task<(string Email, string Link)> SignUpAsync()
    {
        var email = $"stranger{Interlocked.Increment(ref counter)}@example.net";
        await Service.ApiOf().SendAsync("POST", "/auth/signup", new { email, accepted_tos = true });
        return (email, (await Service.Place.MailToAsync(email, "Confirm your address")).Link().ToString());
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EmailPageTests(service)
    {
        /// <summary>No database changes what a page looks like.</summary>
        [Fact]
        public async Task Show_EveryState_LooksGood()
        {
            var (_, link) = await SignUpAsync();
            var page = await (await VisitAsync()).OpenAsync(link);

            await page.AssertGoodAsync();
            await ConfirmAsync(page);
            await page.AssertGoodAsync();
            await page.GotoAsync(link);
            await page.AssertGoodAsync();
        }
    }

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EmailPageTests(service);
}
