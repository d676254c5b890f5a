using System.ComponentModel.DataAnnotations;

namespace VoipBin.Auth.Settings;

/// <summary>What the web server bears of its clients, where operators need another measure than ours.</summary>
internal sealed class ServerOptions : ISettings
{
    public static string SectionName => "Server";

    /// <summary>How many connections each address has at the same time; one more is closed at once. Default 10000, at most 1000000; 0 means as many as the system gives.</summary>
    [Range(0, 1_000_000)]
    public int MaximumConnections { get; set; } = 10_000;

    /// <summary>How long a client may take to send the head of a request. Default 10 s, 1 s to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to send the whole body of a request. Default 10 s, 1 s to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be idle between two requests. Default 2 min 10 s, 1 s to 1 h; longer than the idle time of the proxies before it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);
}
