using System.Net;

namespace VoipBin.Auth.Telemetry;

/// <summary>Where a request came from, as the audit trail records it.</summary>
/// <param name="RequestId">The response's <c>X-Request-Id</c>.</param>
/// <param name="Address">The client's address, seen through trusted proxies; null over a Unix socket.</param>
internal sealed record RequestOrigin(string RequestId, IPAddress? Address)
{
    public static ValueTask<RequestOrigin?> BindAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return ValueTask.FromResult<RequestOrigin?>(new(context.TraceIdentifier, address is null ? null : Normalise(address)));
    }

    /// <summary>One client has one address: an IPv4 address stays one on a socket for both, and a zone means something on that machine only.</summary>
    public static IPAddress Normalise(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new(address.GetAddressBytes());
}
