namespace VoipBin.Auth.Problems;

/// <summary>One way in which the service refuses a request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Status">The class of refusal, for example <c>NOT_FOUND</c>.</param>
/// <param name="Reason">What clients branch on; never renamed once published.</param>
/// <param name="Message">One sentence for a person; no credential and no internal name.</param>
/// <param name="RetryAfter">Whole seconds until a new try makes sense, at least 1; null when waiting does not help.</param>
/// <param name="ChallengeError">The <c>error</c> of the Bearer challenge (RFC 6750, section 3.1); null for none.</param>
internal sealed record Problem(int StatusCode, string Status, string Reason, string Message, int? RetryAfter = null, string? ChallengeError = null)
{
    /// <summary>The same refusal of somebody who knows how long to wait: rounded up, so that he does not come too soon.</summary>
    public Problem RetryIn(TimeSpan wait) => this with { RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) };
}
