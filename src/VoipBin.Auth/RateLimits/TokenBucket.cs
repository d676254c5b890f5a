using System.Threading.RateLimiting;

namespace VoipBin.Auth.RateLimits;

/// <summary>
/// The framework's token bucket, which is refilled whenever somebody takes a token too. Refilled by its timer alone, a bucket that was full for a while
/// would be full again a tenth of a second after it was emptied: the time in which it was full counts as one in which tokens came back.
/// </summary>
internal sealed class TokenBucket(TokenBucketRateLimiterOptions options) : ReplenishingRateLimiter
{
    private readonly TokenBucketRateLimiter inner = new(options);

    public override TimeSpan? IdleDuration => inner.IdleDuration;

    public override bool IsAutoReplenishing => false;

    public override TimeSpan ReplenishmentPeriod => inner.ReplenishmentPeriod;

    public override bool TryReplenish() => inner.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => inner.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = inner.AttemptAcquire(permitCount);
        inner.TryReplenish();
        return lease;
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => inner.AcquireAsync(permitCount, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
