using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace VoipBin.Auth.RateLimits;

/// <summary>The part of a client's address that is one client's: an IPv4 address, and of an IPv6 address the first 64 bits, since whoever has one has all the others of its network (RFC 6177).</summary>
internal static class ClientNetwork
{
    /// <summary>How many clients are told apart. More addresses than these share a count, two by two: the memory of a limit stays bounded, whoever comes.</summary>
    public const int Buckets = 65536;

    private const int Ipv6PrefixBytes = 8;
    private const int MaximumBytes = 16;

    /// <summary>The bucket that the address is counted in. Where it lies is secret, and another one after each start (the framework's keyed hash of texts): nobody can choose addresses that share somebody else's.</summary>
    /// <param name="address">Seen through trusted proxies; null over a Unix socket.</param>
    public static int BucketOf(IPAddress? address)
    {
        Span<char> text = stackalloc char[MaximumBytes / sizeof(char)];
        var bytes = MemoryMarshal.AsBytes(text);
        if (address is null || !address.TryWriteBytes(bytes, out var length))
        {
            return 0;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            bytes = bytes[12..];
        }
        else
        {
            bytes = bytes[..(address.AddressFamily == AddressFamily.InterNetworkV6 ? Ipv6PrefixBytes : length)];
        }

        return string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes), StringComparison.Ordinal) & (Buckets - 1);
    }
}
