using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.AdminConsole;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.Images;

/// <summary>
/// The pictures of the documentation. Every run takes them, so that they can be taken; <c>scripts/screenshots</c> keeps them, by
/// naming a directory in the environment variable <c>VOIPBIN_TEST_IMAGES</c>.
/// </summary>
public sealed class ImageTests(SampleService service) : BrowserTest(service), IClassFixture<SampleService>
{
    private const string Variable = "VOIPBIN_TEST_IMAGES";
    private const int MaximumBytes = 150_000;

    /// <summary>The sample of the documents, which is good nowhere.</summary>
    private const string SampleKey = "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe";

    private static readonly (int Width, int Height) Phone = (390, 844);

    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "images");

    private readonly Dictionary<string, byte[]> images = new(StringComparer.Ordinal);

    [Fact]
    public async Task Take_OfTheMainPages_AreThoseOfTheDocumentation()
    {
        var tenant = await service.AddSampleAsync();
        var visitor = await VisitAsync(new() { ViewportSize = new() { Width = 1120, Height = 720 }, Locale = "en-GB", TimezoneId = "UTC", ReducedMotion = ReducedMotion.Reduce });

        await TakeAsync(await visitor.OpenAsync("/console/sign-in"), "sign-in");
        var page = await visitor.SignInAsync(tenant.Admin);
        await TakeAsync(page, "overview");
        await page.GoToAsync("Accesskeys");
        await TakeAsync(page, "accesskeys");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeAsync(page, "accesskeys-dark");
        await page.SetViewportSizeAsync(Phone.Width, Phone.Height);
        await TakeAsync(page, "accesskeys-phone");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(1120, 720);
        await page.FillInKeyAsync("Reporting", "90 days");
        await TakeAsync(page, "new-accesskey");
        await ReplaceKeyAsync(page, await page.CreateKeyAsync("Reporting", "90 days"));
        await TakeAsync(page, "created-accesskey");

        Keep();
        Assert.DoesNotContain(images, image => image.Value.Length > MaximumBytes);
        Assert.Equal(Directory.GetFiles(Committed, "*.png").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), images.Keys.Order(StringComparer.Ordinal));
    }

    private static Task ReplaceKeyAsync(IPage page, string key) => page.EvaluateAsync(
        "([key, sample]) => document.querySelectorAll('input, textarea').forEach(field => { field.value = field.value.replace(key, sample); })", new[] { key, SampleKey });

    /// <summary>On a desk the whole page, so that nothing is cut; of a phone what it shows at first.</summary>
    private async Task TakeAsync(IPage page, string name)
    {
        await page.EvaluateAsync("document.activeElement.blur()");
        images.Add(name, await page.ScreenshotAsync(new() { FullPage = page.ViewportSize!.Width > Phone.Width }));
    }

    private void Keep()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } given)
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.GetFullPath(given, Repository.Root)).FullName;
        foreach (var (name, image) in images)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), image);
        }
    }
}
