using System.Net;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Hosting;

/// <summary>Which machines are believed when they speak for others: those that the framework's forwarded headers believe.</summary>
internal sealed partial class ProxyTrust(IOptions<ForwardedHeadersOptions> options, ILogger<ProxyTrust> logger)
{
    private int isToldOfStranger;

    /// <summary>Whether the machine at the other end of the connection is trusted; a Unix socket has no address, and is this machine's.</summary>
    public bool IsTrusted(IPAddress? peer)
    {
        if (peer is null)
        {
            return true;
        }

        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return options.Value.KnownProxies.Contains(address) || options.Value.KnownIPNetworks.Any(network => network.Contains(address));
    }

    /// <summary>Tells the operator, once: most likely a network is missing, and every client has the proxy's address.</summary>
    public void NoticeStranger(IPAddress peer)
    {
        if (Interlocked.Exchange(ref isToldOfStranger, 1) == 0)
        {
            Log.Stranger(logger, peer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Peer} sends X-Forwarded-For and is not in Proxies:TrustedNetworks: what it says is not believed. If it is your proxy, add its network. This is said once")]
        public static partial void Stranger(ILogger logger, IPAddress peer);
    }
}
