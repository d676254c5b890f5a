using System.Buffers.Binary;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>The id of the key to be made, chosen when its form is made: a form that is sent twice makes one key.</summary>
/// <remarks>UUID version 7 (RFC 9562, section 5.7): its first 48 bits are the milliseconds since 1970 at which it was made, so that an id that no form of ours can hold is seen.</remarks>
internal static class ChosenId
{
    /// <summary>How long a form may wait to be sent: longer than the session of whoever opened it.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(8);

    /// <summary>By how much the clock of the replica that made the form may be ahead.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>The id in a form; null when it is none that was chosen lately.</summary>
    public static Guid? TryParse(string text, DateTimeOffset now) =>
        Guid.TryParseExact(text, "D", out var id) && id.Version == 7 && AgeOf(id, now) is var age && age >= -ClockDifference && age <= Lifetime ? id : null;

    private static TimeSpan AgeOf(Guid id, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);

        // Not as an instant: the bits of a strange id may say one that no calendar has.
        return TimeSpan.FromMilliseconds(now.ToUnixTimeMilliseconds() - (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16));
    }
}
