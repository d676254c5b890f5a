using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Client;

/// <summary>
/// The keys that verify identities, as the authentication service published them last. They are fetched when the first is needed, when they are as old as the
/// service says that they may be, and when an identity names one that is not among them. All who wait share one fetch, and whatever comes, one fetch follows another no sooner than
/// <see cref="Pause"/>. While the address is away, the keys that were good stay so.
/// </summary>
/// <remarks>
/// The library's <c>ConfigurationManager</c> fetches in the background once it has something, so that the first identity of a new key would be refused;
/// and until it has, every request fetches for itself, one after the other, each up to the time-out.
/// </remarks>
internal sealed partial class IdentityKeys(Uri address, HttpClient client, TimeSpan timeout, TimeProvider time, ILogger<IdentityKeys> logger)
{
    /// <summary>Between two fetches. A new key is published ten minutes before it signs, so that a flood of made-up ids keeps no good one out.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>The <c>max-age</c> of the published keys.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();

    private volatile Held held = new(FrozenDictionary<string, ECDsaSecurityKey>.Empty, FetchedAt: null, AddressIsAway: false);
    private Task fetch = Task.CompletedTask;
    private long? begunAt;

    /// <summary>Looks for a key by its id.</summary>
    public async ValueTask<IdentityKeyOutcome> FindAsync(string id, CancellationToken cancellationToken)
    {
        var known = held.Keys.ContainsKey(id);
        if (!known || !IsFresh(held))
        {
            var refresh = RefreshAsync();

            // Nobody waits for an address that did not answer, unless there is no other way.
            if (!known || !held.AddressIsAway)
            {
                await refresh.WaitAsync(cancellationToken);
            }
        }

        return held switch
        {
            var now when now.Keys.TryGetValue(id, out var key) => new IdentityKeyOutcome.Found(key),
            { AddressIsAway: true } => IdentityKeyOutcome.Unavailable.Instance,
            _ => IdentityKeyOutcome.Unknown.Instance,
        };
    }

    private bool IsFresh(Held keys) => keys.FetchedAt is { } then && time.GetElapsedTime(then) < Freshness;

    /// <summary>The fetch that is under way; or a new one, unless the last began a moment ago.</summary>
    private Task RefreshAsync()
    {
        lock (gate)
        {
            if (fetch.IsCompleted && (begunAt is not { } then || time.GetElapsedTime(then) >= Pause))
            {
                begunAt = time.GetTimestamp();
                fetch = Task.Run(FetchAsync, CancellationToken.None);
            }

            return fetch;
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(timeout);
            var keys = IdentityKeySet.Parse(Encoding.UTF8.GetString(await client.GetByteArrayAsync(address, limit.Token)));
            if (held.AddressIsAway)
            {
                Log.AddressIsBack(logger, address, keys.Count);
            }

            held = new(keys, time.GetTimestamp(), AddressIsAway: false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ArgumentException)
        {
            if (!held.AddressIsAway)
            {
                Log.AddressIsAway(logger, exception, address, held.Keys.Count);
            }

            held = held with { AddressIsAway = true };
        }
    }

    /// <param name="Keys">By their ids; empty until the first fetch was good.</param>
    /// <param name="FetchedAt">When they were fetched.</param>
    /// <param name="AddressIsAway">Whether the last fetch failed.</param>
    private sealed record Held(FrozenDictionary<string, ECDsaSecurityKey> Keys, long? FetchedAt, bool AddressIsAway);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The keys that verify identities could not be fetched from {Address}; the {Count} keys that were good go on. Trying again")]
        public static partial void AddressIsAway(ILogger logger, Exception exception, Uri address, int count);

        [LoggerMessage(2, LogLevel.Information, "The keys that verify identities are fetched from {Address} again: {Count}")]
        public static partial void AddressIsBack(ILogger logger, Uri address, int count);
    }
}
