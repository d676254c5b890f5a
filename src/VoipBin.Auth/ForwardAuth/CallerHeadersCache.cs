using Microsoft.Extensions.Caching.Memory;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Identity;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Remembers what services are told of a caller for a minute, since a signature costs more than all the rest of a decision. What is known of the caller is part of the key: any change of it makes a new identity at once.</summary>
internal sealed class CallerHeadersCache(IdentityIssuer issuer, TimeProvider time) : IDisposable
{
    /// <summary>Callers and hosts together; an entry takes about 2 KB.</summary>
    public const int MaximumEntries = 20_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Of requests of one caller that come together, one makes the identity.</summary>
    private readonly Lock[] gates = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaximumEntries });

    public CallerHeaders Get(Caller caller, string host)
    {
        var key = new Key(caller, host);
        if (Find(key) is { } headers)
        {
            return headers;
        }

        lock (gates[(uint)key.GetHashCode() % gates.Length])
        {
            return Find(key) ?? Make(key);
        }
    }

    public void Dispose() => cache.Dispose();

    private CallerHeaders? Find(Key key) =>
        cache.TryGetValue(key, out Entry? entry) && time.GetUtcNow() is var now && now >= entry!.Made && now - entry.Made < Lifetime ? entry.Headers : null;

    private CallerHeaders Make(Key key)
    {
        var made = time.GetUtcNow();
        var headers = CallerHeaders.Of(key.Caller, issuer.Issue(key.Caller, key.Host));
        cache.Set(key, new Entry(headers, made), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        return headers;
    }

    private sealed record Key(Caller Caller, string Host)
    {
        /// <summary>The rest of a caller hardly ever differs.</summary>
        public override int GetHashCode() => HashCode.Combine(Caller.CredentialId, Host);

        public bool Equals(Key? other) => other is not null && Host == other.Host && Caller == other.Caller;
    }

    private sealed record Entry(CallerHeaders Headers, DateTimeOffset Made);
}
