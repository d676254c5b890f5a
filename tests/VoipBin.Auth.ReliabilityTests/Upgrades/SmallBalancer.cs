using System.Net;

namespace VoipBin.Auth.ReliabilityTests.Upgrades;

/// <summary>Chooses a replica for each request, as a balancer does that asks each of them ten times a second whether it is ready.</summary>
internal sealed class SmallBalancer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private readonly List<ServiceProcess> replicas = [];
    private readonly Task polling;
    private ServiceProcess[] ready = [];
    private int next;

    public SmallBalancer() => polling = PollAsync();

    public async Task AddAsync(ServiceProcess replica)
    {
        lock (gate)
        {
            replicas.Add(replica);
        }

        await Eventually.IsTrueAsync(() => Volatile.Read(ref ready).Contains(replica), "the balancer knows the replica");
    }

    public ServiceProcess Next()
    {
        var now = Volatile.Read(ref ready);
        return now[(int)((uint)Interlocked.Increment(ref next) % now.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await polling;
        end.Dispose();
    }

    private async Task PollAsync()
    {
        while (!end.IsCancellationRequested)
        {
            ServiceProcess[] all;
            lock (gate)
            {
                all = [.. replicas];
            }

            var answers = await Task.WhenAll(all.Select(IsReadyAsync));
            Volatile.Write(ref ready, [.. all.Where((_, index) => answers[index])]);
            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private static async Task<bool> IsReadyAsync(ServiceProcess replica)
    {
        try
        {
            return !replica.HasExited && await replica.StatusAsync("/health/ready") == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
