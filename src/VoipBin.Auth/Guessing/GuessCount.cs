namespace VoipBin.Auth.Guessing;

/// <summary>How often somebody failed in a row.</summary>
internal sealed class GuessCount
{
    public const int KeyLength = 32;

    /// <summary>After so long without another failure the count begins anew.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private GuessCount()
    {
    }

    /// <summary>An HMAC: <see cref="GuessSubject.Key"/>.</summary>
    public byte[] Key { get; private set; } = [];

    /// <summary>An HMAC: <see cref="GuessSubject.Account"/>.</summary>
    public byte[] Account { get; private set; } = [];

    public int Failures { get; private set; }

    /// <summary>When the last one was.</summary>
    public DateTimeOffset TmUpdate { get; private set; }

    public static GuessCount Create(GuessSubject subject, DateTimeOffset now) => new() { Key = subject.Key, Account = subject.Account, Failures = 1, TmUpdate = now };

    /// <summary>How long nothing is judged after so many failures: twice as long after each.</summary>
    public static TimeSpan DelayAfter(int failures, TimeSpan first, TimeSpan longest)
    {
        var delay = first;
        for (var failure = 1; failure < failures && delay < longest; failure++)
        {
            delay *= 2;
        }

        return delay < longest ? delay : longest;
    }
}
