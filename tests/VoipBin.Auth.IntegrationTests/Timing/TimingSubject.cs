namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>A route that must not tell by its time whether somebody has a name.</summary>
/// <param name="Route">Where the requests are posted.</param>
/// <param name="Status">What it answers, whatever the name.</param>
/// <param name="Unknown">Makes the body of a request with a name that nobody has.</param>
/// <param name="Known">Makes that of one with a name that somebody has, by what is particular about him. Every try has a name of its own, as a guesser's.</param>
internal sealed record TimingSubject(string Route, int Status, Func<Task<object>> Unknown, IReadOnlyList<(string Particular, Func<Task<object>> Body)> Known)
{
    /// <summary>How often each kind of name is tried, in multiples of what was asked for: an answer of a few milliseconds needs more tries than one that a hash takes.</summary>
    public int TimesTries { get; init; } = 1;
}
