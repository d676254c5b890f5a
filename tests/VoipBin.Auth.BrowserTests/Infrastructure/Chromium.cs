using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>The one browser of a run: the Chromium of the machine, or the one that the environment variable <c>VOIPBIN_TEST_CHROMIUM</c> names. None is ever downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "VOIPBIN_TEST_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly Lazy<Task<IBrowser>> Shared = new(LaunchAsync);

    public static Task<IBrowser> GetAsync() => Shared.Value;

    private static async Task<IBrowser> LaunchAsync()
    {
        var program = FindProgram();
        var playwright = await Playwright.CreateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,

            // As root there is no sandbox. Nothing but the page under test talks to anybody.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],

            // People's browsers keep the page that was left, and show it again when they go back.
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
        });
    }

    private static string FindProgram()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new InvalidOperationException($"{Variable} names {given}, which is no file.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"These tests need Chromium: install the package chromium (scripts/test does), or set {Variable} to the program.");
    }
}
