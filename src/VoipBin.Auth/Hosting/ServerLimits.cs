using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>What one client may take of the web server. Each value is said, also where it is the framework's own: a newer framework must not change it unseen.</summary>
internal sealed class ServerLimits(IOptions<ServerOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Also the most that nginx takes by default; one of Chromium's cookies alone may have 4 KB.</summary>
    private const int HeaderBytes = 32 * 1024;

    /// <summary>A browser behind two proxies sends some 30.</summary>
    private const int HeaderCount = 100;

    /// <summary>Room for the longest target, a token of 4 KB in its query.</summary>
    private const int RequestLineBytes = 8 * 1024;

    /// <summary>The server counts the framing of chunks too, six bytes for one; what a body holds is counted by its reader.</summary>
    private const int FramedBodyBytes = 8 * BodyReader.MaximumBytes;

    /// <summary>Who takes or gives less for so long is not slow, but holds on. Bodies have a time of their own, which is shorter for all but the smallest.</summary>
    private static readonly MinDataRate SlowestClient = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public void Configure(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxConcurrentConnections = options.Value.MaximumConnections is 0 ? null : options.Value.MaximumConnections;
        // Nothing here is upgraded.
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = options.Value.HeadersTimeout;
        limits.KeepAliveTimeout = options.Value.KeepAliveTimeout;
        limits.MaxRequestLineSize = RequestLineBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestBodySize = FramedBodyBytes;
        limits.MinRequestBodyDataRate = SlowestClient;
        limits.MinResponseDataRate = SlowestClient;
        Configure(limits.Http2);
    }

    /// <summary>Only where the service ends TLS itself. Streams that are opened and reset again and again count, until their work is done: past twice the number of streams Kestrel ends the connection (CVE-2023-44487).</summary>
    private static void Configure(Http2Limits http2)
    {
        http2.MaxStreamsPerConnection = 100;
        http2.HeaderTableSize = 4 * 1024;
        http2.MaxFrameSize = 16 * 1024;
        http2.MaxRequestHeaderFieldSize = HeaderBytes;
        // What a client may send before it is read: one body, and those of a few streams together.
        http2.InitialStreamWindowSize = 128 * 1024;
        http2.InitialConnectionWindowSize = 512 * 1024;
        http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}
