namespace VoipBin.Auth.ReliabilityTests.Infrastructure;

/// <summary>How much is tried: a little in every run of the tests, much by <c>scripts/faults</c>, which sets <c>VOIPBIN_FAULTS=long</c>.</summary>
internal static class Scale
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("VOIPBIN_FAULTS") == "long";

    public static int Of(int few, int many) => IsLong ? many : few;

    public static TimeSpan OfSeconds(double few, double many) => TimeSpan.FromSeconds(IsLong ? many : few);
}
