using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Agents;

/// <summary>What of an agent decides about its tokens, and what it is called: who asks for the caller is told the present username.</summary>
internal sealed record AgentFacts(Guid CustomerId, string Username, int Generation, Permission Permission, bool IsDeleted);
