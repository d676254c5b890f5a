using System.Net;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

/// <summary>Addresses that no other test comes from, as the trusted proxy on this machine says them; no two of them are counted together by chance.</summary>
internal static class ClientAddress
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];
    private static int counter;

    public static string Next()
    {
        lock (Gate)
        {
            string address;
            do
            {
                counter++;
                address = $"203.{counter / 250 % 250}.{counter % 250}.7";
            }
            while (!Taken.Add(ClientNetwork.BucketOf(IPAddress.Parse(address))));

            return address;
        }
    }

    public static string Header(string address) => $"X-Forwarded-For: {address}";
}
