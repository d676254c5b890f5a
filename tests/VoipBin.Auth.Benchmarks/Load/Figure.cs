using System.Globalization;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>A line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">What came out: the median where there are rounds.</param>
/// <param name="Unit">Its unit; <c>ratio</c> where two sides were measured in turn.</param>
/// <param name="Bar">What it should be; null for a line that explains another.</param>
/// <param name="IsLeast">Whether the bar is the least that is good; else it is the most.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Bar = null, bool IsLeast = false)
{
    /// <summary>What each round gave, in their order.</summary>
    public IReadOnlyList<double> Rounds { get; init; } = [];

    public bool? IsMet => Bar is { } bar ? (IsLeast ? Value >= bar : Value <= bar) : null;

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Write(Value)} | {Unit} | {(Bar is { } bar ? (IsLeast ? "at least " : "at most ") + Write(bar) : "")} | {IsMet switch { true => "met", false => "MISSED", _ => "" }} |");

    private static string Write(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
