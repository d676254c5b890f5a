using System.Globalization;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Who runs where: the service on the first core, what loads it and the database on the others, so that neither takes from the other.</summary>
internal static class Cores
{
    public const string Service = "0";

    /// <summary>How many the machine has; this process itself may use fewer, and so cannot count them.</summary>
    public static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("VOIPBIN_BENCH_CORES") ?? "2", CultureInfo.InvariantCulture);

    public static readonly string Others = Count > 2 ? string.Create(CultureInfo.InvariantCulture, $"1-{Count - 1}") : "1";

    public static readonly string All = string.Create(CultureInfo.InvariantCulture, $"0-{Count - 1}");
}
