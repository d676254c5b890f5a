using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Tokens;

/// <summary>What of the present decides whether a token is still good.</summary>
internal sealed record TokenFacts(Guid CustomerId, int Generation, Permission Permission, DateTimeOffset? TmDelete, bool IsRevoked, CustomerState Customer);
