using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Agents;

/// <summary>What of an agent decides about its tokens.</summary>
internal sealed record AgentFacts(Guid CustomerId, int Generation, Permission Permission, bool IsDeleted);
