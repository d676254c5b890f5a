using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.RateLimits;

/// <summary>
/// Counts accesskeys that nobody has, by the customer who asks what they are worth: they were shown to it by others, whose addresses it knows alone. Each is a question
/// to the database, so that no more of them are under way than could fail without being too many: the answers come too late to stop a flood.
/// </summary>
internal sealed class IntrospectionLimit(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly RateLimit<Guid> limit = new("failed_introspections", options.Value.FailedIntrospectionsPerSecond, options.Value.FailedIntrospectionsBurst);
    private readonly ConcurrentDictionary<Guid, int> underWay = new();

    public string Name => limit.Name;

    public TimeSpan Wait => limit.Wait;

    /// <summary>Whether one more may be asked about now; then <see cref="End"/> follows.</summary>
    public bool TryBegin(Guid customerId)
    {
        if (!limit.IsOn || underWay.AddOrUpdate(customerId, 1, static (_, count) => count + 1) <= limit.Rest(customerId))
        {
            return true;
        }

        Leave(customerId);
        return false;
    }

    /// <param name="customerId">Who asked.</param>
    /// <param name="isGuess">Whether nobody has it.</param>
    public void End(Guid customerId, bool isGuess)
    {
        if (!limit.IsOn)
        {
            return;
        }

        if (isGuess)
        {
            limit.TryTake(customerId);
        }

        Leave(customerId);
    }

    public void Dispose() => limit.Dispose();

    private void Leave(Guid customerId)
    {
        if (underWay.AddOrUpdate(customerId, 0, static (_, count) => count - 1) == 0)
        {
            underWay.TryRemove(KeyValuePair.Create(customerId, 0));
        }
    }
}
