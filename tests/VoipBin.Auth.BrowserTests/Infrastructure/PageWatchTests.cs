namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>A watch that notes nothing would make every other test worthless.</summary>
public sealed class PageWatchTests
{
    private const string Strict = """<meta http-equiv="Content-Security-Policy" content="style-src 'none'">""";

    [Theory]
    [InlineData("<script>undefined.member</script>", "script error")]
    [InlineData("<script>Promise.reject(new Error('nobody cared'))</script>", "script error")]
    [InlineData("<script>console.error('no good')</script>", "told an error")]
    [InlineData(Strict + "<style>p { color: red }</style>", "Content-Security-Policy")]
    [InlineData(Strict + "<p style='color: red'>", "Content-Security-Policy")]
    [InlineData("<img src='http://127.0.0.1:9/elsewhere.png'>", "asked another host: GET http://127.0.0.1:9/elsewhere.png")]
    [InlineData("<iframe src='/fault'></iframe>", "answered with 500")]
    public async Task Open_PageWithAFault_IsNoted(string html, string fault)
    {
        await using var site = await ForeignSite.StartAsync(html);
        await using var context = await (await Chromium.GetAsync()).NewContextAsync();
        var watch = await PageWatch.StartAsync(context, site.Address);

        await (await context.NewPageAsync()).GotoAsync(site.Address.ToString());

        await Eventually.IsTrueAsync(() => watch.Faults.Any(noted => noted.Contains(fault, StringComparison.Ordinal)), $"the watch notes: {fault}");
    }

    [Fact]
    public async Task Open_PageWithoutAFault_IsNotNoted()
    {
        await using var site = await ForeignSite.StartAsync("<p>Fine.</p><iframe src='/nothing'></iframe>");
        await using var context = await (await Chromium.GetAsync()).NewContextAsync();
        var watch = await PageWatch.StartAsync(context, site.Address);

        await (await context.NewPageAsync()).GotoAsync(site.Address.ToString());

        Assert.Empty(watch.Faults);
    }
}
