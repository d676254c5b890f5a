using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>
/// Whether what is remembered may be believed: only for a short time after the last moment at which every change of the database was known here
/// (decision 5), and while the database is away for a longer one, which is the worst case of a revocation (decision 6).
/// </summary>
internal sealed class CacheTrust(IOptions<CredentialOptions> options, TimeProvider time) : IOutageGrace
{
    private long contact = long.MinValue;

    /// <summary>Whether every revocation until a moment ago is known here.</summary>
    public bool IsFresh => IsWithin(options.Value.ListenerBound);

    /// <summary>Whether a credential that was good at the last contact goes on while the database is away.</summary>
    public bool IsInGrace => IsWithin(options.Value.OutageGrace);

    /// <summary>How long ago every change was known; null when it never was.</summary>
    public TimeSpan? Age => Volatile.Read(ref contact) is var at and not long.MinValue ? time.GetElapsedTime(at) : null;

    /// <summary>Every change that was committed before <paramref name="timestamp"/> is known here.</summary>
    /// <param name="timestamp">Of <see cref="TimeProvider.GetTimestamp"/>, before the question whose answer showed it.</param>
    public void Confirm(long timestamp) => Volatile.Write(ref contact, timestamp);

    private bool IsWithin(TimeSpan bound) => Age is { } age && age < bound;
}
