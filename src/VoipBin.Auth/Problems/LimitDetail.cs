namespace VoipBin.Auth.Problems;

/// <summary>A detail of a refusal that says what was limited.</summary>
/// <param name="Limit">The limit's name; where the header <c>RateLimit-Policy</c> tells of it, the same one.</param>
internal sealed record LimitDetail(string Limit);
