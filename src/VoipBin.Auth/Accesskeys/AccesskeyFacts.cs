using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What of an accesskey decides whether it is good, beside its customer.</summary>
internal sealed record AccesskeyFacts(Guid Id, Guid CustomerId, DateTimeOffset TmExpire, bool IsRevoked);

/// <summary>An accesskey's facts with those of its customer, as one query reads them.</summary>
internal sealed record AccesskeyRow(AccesskeyFacts Accesskey, CustomerState Customer);

/// <summary>That there is no such accesskey.</summary>
internal sealed record NoAccesskey
{
    public static readonly NoAccesskey Instance = new();
}
