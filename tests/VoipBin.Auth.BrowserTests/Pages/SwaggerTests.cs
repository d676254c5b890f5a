using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.Pages;

/// <summary>The API's own pages. What they look like is not ours, and no database changes them.</summary>
[Collection(SqliteTests.Name)]
public sealed class SwaggerTests(SqliteService service) : BrowserTest(service)
{
    [Fact]
    public async Task Open_Swagger_ShowsTheRoutes()
    {
        var page = await (await VisitAsync()).OpenAsync("/swagger");

        await Assertions.Expect(page.Locator("#operations-tag-Accesskeys")).ToBeVisibleAsync();
    }
}
