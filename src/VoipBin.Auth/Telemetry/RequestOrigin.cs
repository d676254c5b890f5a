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
        return ValueTask.FromResult<RequestOrigin?>(new(context.TraceIdentifier, address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address));
    }
}
