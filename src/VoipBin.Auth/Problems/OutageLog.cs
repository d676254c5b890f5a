namespace VoipBin.Auth.Problems;

/// <summary>Says that requests were answered 503, once a second: while the database is away there may be thousands.</summary>
internal sealed partial class OutageLog(TimeProvider time, ILogger<OutageLog> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long lastAt = time.GetTimestamp() - time.TimestampFrequency;
    private int unsaid;

    public void Write(string requestId, Exception exception)
    {
        int before;
        lock (gate)
        {
            if (time.GetElapsedTime(lastAt) < Pause)
            {
                unsaid++;
                return;
            }

            (lastAt, before, unsaid) = (time.GetTimestamp(), unsaid, 0);
        }

        Log.DatabaseAway(logger, requestId, before, exception.GetBaseException().Message);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Request {RequestId} was answered 503, and {Others} before it since the last such line: the database did not answer: {Cause}")]
        public static partial void DatabaseAway(ILogger logger, string requestId, int others, string cause);
    }
}
