namespace VoipBin.Auth.Agents;

/// <summary>What one hash at the configured cost takes on this machine: the median of the latest. One that other work delayed does not move it, and a burst is forgotten as soon as as many are quick again.</summary>
internal sealed class HashTime
{
    private const int Kept = 15;

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> latest = new();
    private TimeSpan? typical;

    /// <summary>Null until one was measured.</summary>
    public TimeSpan? Typical
    {
        get
        {
            lock (gate)
            {
                return typical;
            }
        }
    }

    public void Add(TimeSpan taken)
    {
        lock (gate)
        {
            latest.Enqueue(taken);
            if (latest.Count > Kept)
            {
                latest.Dequeue();
            }

            // Of two in the middle the lower: nothing makes a hash quicker than it is.
            typical = latest.Order().ElementAt((latest.Count - 1) / 2);
        }
    }
}
