using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>An argument of an endpoint that may turn out to be badly written.</summary>
internal interface IRefusable
{
    /// <summary>Why the request is refused; null when the argument is good.</summary>
    ProblemResult? Refusal { get; }
}
