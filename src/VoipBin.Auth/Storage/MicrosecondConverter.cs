using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoipBin.Auth.Storage;

/// <summary>SQLite has no type for an instant: microseconds since 1970 in UTC sort, and lose nothing that PostgreSQL would keep.</summary>
internal sealed class MicrosecondConverter() : ValueConverter<DateTimeOffset, long>(
    value => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    value => DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond));
