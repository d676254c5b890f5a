namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What a run measures.</summary>
/// <param name="Published">The directory of the published service.</param>
/// <param name="Keys">How many accesskeys the table holds.</param>
/// <param name="File">The JSON file to write.</param>
/// <param name="Rows">The groups to measure; all when empty.</param>
internal sealed record BenchPlan(string Published, int Keys, string File, IReadOnlyList<string> Rows)
{
    /// <summary>How many keys are used at once where many are: each is remembered after its first use.</summary>
    public int ActiveKeys => Math.Min(Keys, 100_000);

    public bool Includes(string group) => Rows.Count == 0 || Rows.Contains(group, StringComparer.Ordinal);
}
