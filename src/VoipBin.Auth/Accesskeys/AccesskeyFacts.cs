using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What of an accesskey decides whether it is good.</summary>
internal sealed record AccesskeyFacts(Guid Id, Guid CustomerId, DateTimeOffset TmExpire, DateTimeOffset? TmDelete, CustomerState Customer);
