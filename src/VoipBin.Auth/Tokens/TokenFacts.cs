using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Tokens;

/// <summary>What of the present decides whether a token is still good, as one query reads it.</summary>
internal sealed record TokenFacts(AgentFacts Agent, CustomerState Customer, bool IsRevoked);

/// <summary>What of the present decides about a delegate token, beside the facts of its super admin.</summary>
internal sealed record DelegateFacts(CustomerState Customer, bool IsParentRevoked);

/// <summary>Whether a token was logged out.</summary>
internal sealed record TokenRevocation(bool IsRevoked)
{
    public static readonly TokenRevocation Revoked = new(true);
    public static readonly TokenRevocation None = new(false);

    public static TokenRevocation Of(bool isRevoked) => isRevoked ? Revoked : None;
}
