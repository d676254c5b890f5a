using System.Net;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Uses of an accesskey on one day, as they are counted. A value, so that those of many keys are no objects that the collector has to look at and to move.</summary>
/// <param name="CustomerId">Whose key it is.</param>
/// <param name="Uses">How many uses.</param>
/// <param name="TmLastUsed">When the last of them was.</param>
/// <param name="Address">The client's address at that time.</param>
internal readonly record struct AccesskeyUseCount(Guid CustomerId, long Uses, DateTimeOffset TmLastUsed, IPAddress? Address)
{
    /// <summary>Both together; when and from where is that of the later, of <paramref name="other"/> if they are of the same time.</summary>
    public AccesskeyUseCount Plus(in AccesskeyUseCount other) => (other.TmLastUsed >= TmLastUsed ? other : this) with { Uses = Uses + other.Uses };
}
