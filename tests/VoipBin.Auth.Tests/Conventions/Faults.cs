namespace VoipBin.Auth.Tests.Conventions;

internal static class Faults
{
    /// <summary>Fails with every fault on a line of its own; xunit would cut them.</summary>
    public static void AssertNone<TFault>(IEnumerable<TFault> faults)
    {
        var lines = faults.Select(fault => $"{fault}").Distinct(StringComparer.Ordinal).ToArray();

        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, lines));
    }
}
