using VoipBin.Auth.Problems;

namespace VoipBin.Auth.OpenApi;

/// <summary>Refusals of an endpoint that do not follow from its policy and its parameters.</summary>
internal sealed record RefusalMetadata(IReadOnlyList<Problem> Problems);
