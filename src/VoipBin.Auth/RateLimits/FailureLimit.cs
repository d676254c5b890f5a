using System.Net;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.RateLimits;

/// <summary>Counts what fails, by client address: while too much has failed, nothing more is tried for that address. What succeeds costs nothing.</summary>
internal sealed class FailureLimit(string name, int perSecond, int burst, RateLimitReport report) : IFailedCredentialLimit, IDisposable
{
    private readonly RateLimit<int> limit = new(name, perSecond, burst);

    /// <summary>Where something failed since the bucket was full: nobody else is looked up.</summary>
    private readonly bool[] hasFailed = new bool[ClientNetwork.Buckets];

    public string Name => limit.Name;

    public TimeSpan Wait => limit.Wait;

    /// <summary>Whether so much has failed that nothing is to be tried now.</summary>
    public bool Refuses(IPAddress? address)
    {
        var bucket = ClientNetwork.BucketOf(address);
        if (!Volatile.Read(ref hasFailed[bucket]))
        {
            return false;
        }

        var rest = limit.Rest(bucket);
        if (rest > 0)
        {
            Volatile.Write(ref hasFailed[bucket], rest < limit.Burst);
            return false;
        }

        return true;
    }

    /// <summary>Tells the operator that somebody was refused.</summary>
    public void Report(IPAddress? address) => report.Write(limit.Name, address);

    public void Count(IPAddress? address)
    {
        if (limit.IsOn)
        {
            var bucket = ClientNetwork.BucketOf(address);
            limit.TryTake(bucket);
            Volatile.Write(ref hasFailed[bucket], true);
        }
    }

    public void Dispose() => limit.Dispose();
}
