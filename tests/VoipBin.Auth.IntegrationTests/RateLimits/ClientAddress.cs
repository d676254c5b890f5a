namespace VoipBin.Auth.IntegrationTests.RateLimits;

/// <summary>Addresses that no other test comes from, as the trusted proxy on this machine says them.</summary>
internal static class ClientAddress
{
    private static int counter;

    public static string Next()
    {
        var number = Interlocked.Increment(ref counter);
        return $"203.{number / 250 % 250}.{number % 250}.7";
    }

    public static string Header(string address) => $"X-Forwarded-For: {address}";
}
