namespace VoipBin.Auth.Problems;

/// <summary>As a feature of a request: the body of its refusal stands in a header too, as one line of ASCII, for who cannot read the body.</summary>
/// <param name="Name">The header.</param>
/// <param name="MaximumBytes">How long it may be; beyond it the details are left out.</param>
internal sealed record ProblemHeader(string Name, int MaximumBytes);
