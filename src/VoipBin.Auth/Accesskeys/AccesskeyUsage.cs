using System.Net;

namespace VoipBin.Auth.Accesskeys;

/// <summary>How an accesskey was used on one day.</summary>
/// <remarks>No foreign key: whoever writes uses must not wait for somebody who changes the key or its customer, nor the other way round.</remarks>
internal sealed class AccesskeyUsage
{
    public const int AddressMaximumLength = 45;

    /// <summary>For how many days a day is kept.</summary>
    private const int DaysKept = 400;

    private AccesskeyUsage()
    {
    }

    public Guid AccesskeyId { get; private set; }

    /// <summary>In UTC.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Whose key it is, so that the addresses can be found when the customer is deleted: the key may be gone by then.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>How often the key was accepted.</summary>
    public long Uses { get; private set; }

    /// <summary>When it was last accepted on that day.</summary>
    public DateTimeOffset TmLastUsed { get; private set; }

    /// <summary>The client's address at that time; null over a Unix socket, and when its time was over.</summary>
    public IPAddress? Address { get; private set; }

    public static AccesskeyUsage Create(Guid accesskeyId, DateOnly day, in AccesskeyUseCount count) => new()
    {
        AccesskeyId = accesskeyId,
        Day = day,
        CustomerId = count.CustomerId,
        Uses = count.Uses,
        TmLastUsed = count.TmLastUsed,
        Address = count.Address,
    };

    /// <summary>Days before this one are not kept.</summary>
    public static DateOnly OldestKept(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DaysKept);
}
