using System.Globalization;

namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>How much is measured. <c>scripts/timing</c> asks for the figures of <c>docs/security.md</c>; the suite measures a little of the same.</summary>
internal static class TimingOptions
{
    /// <summary>With so many tries the median is exact enough for the bound that the service promises.</summary>
    private const int TriesOfAFullRun = 200;

    /// <summary>How often each kind of name is tried.</summary>
    public static int Tries { get; } = Read("VOIPBIN_TIMING_TRIES", 25);

    /// <summary>The bcrypt cost of the service.</summary>
    public static int Cost { get; } = Read("VOIPBIN_TIMING_COST", 10);

    /// <summary>What the path of a route must contain to be timed; empty for all.</summary>
    public static string Route { get; } = Environment.GetEnvironmentVariable("VOIPBIN_TIMING_ROUTE") ?? "";

    /// <summary>The file to which the tables are added; none when null.</summary>
    public static string? TableFile { get; } = Environment.GetEnvironmentVariable("VOIPBIN_TIMING_TABLE");

    /// <summary>How often at most: a few tries are added to while other work of the machine keeps the medians apart. Those of a full run are as many as were asked for.</summary>
    public static int MostTries => IsFullRun ? Tries : 4 * Tries;

    /// <summary>How far apart two medians may be.</summary>
    public static double Bound => IsFullRun ? 0.1 : 0.25;

    private static bool IsFullRun => Tries >= TriesOfAFullRun;

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
