using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Infrastructure;

/// <summary>Prints what was tried and what came of it; <c>scripts/faults</c> names a file in <c>VOIPBIN_FAULTS_FIGURES</c> that keeps it too.</summary>
internal static class Figures
{
    private static readonly string? File = Environment.GetEnvironmentVariable("VOIPBIN_FAULTS_FIGURES");
    private static readonly Lock Gate = new();

    public static void Tell(this ITestOutputHelper output, string fault, string figures)
    {
        var line = $"{fault}: {figures}";
        output.WriteLine(line);
        if (!string.IsNullOrEmpty(File))
        {
            lock (Gate)
            {
                System.IO.File.AppendAllLines(File, [line]);
            }
        }
    }
}
