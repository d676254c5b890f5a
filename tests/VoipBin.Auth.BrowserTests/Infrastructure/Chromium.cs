using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>The browsers of a run: the Chromium of the machine, or the one that the environment variable <c>VOIPBIN_TEST_CHROMIUM</c> names. None is ever downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "VOIPBIN_TEST_CHROMIUM";

    /// <summary>Chromium without the window around the page, which nobody sees here and which takes more than half of its time.</summary>
    private static readonly string[] Shells = ["chromium-headless-shell"];

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly Lazy<Task<IBrowser>> Shell = new(() => LaunchAsync([.. Shells, .. Names]));
    private static readonly Lazy<Task<IBrowser>> Whole = new(() => LaunchAsync(Names));

    public static Task<IBrowser> GetAsync() => Shell.Value;

    /// <summary>The one that people have: it keeps pages that were left, to show them again.</summary>
    public static Task<IBrowser> GetWholeAsync() => Whole.Value;

    private static async Task<IBrowser> LaunchAsync(string[] names)
    {
        var program = FindProgram(names);
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

    private static string FindProgram(string[] names)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new InvalidOperationException($"{Variable} names {given}, which is no file.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"These tests need Chromium: install the package chromium (scripts/test does), or set {Variable} to the program.");
    }
}
