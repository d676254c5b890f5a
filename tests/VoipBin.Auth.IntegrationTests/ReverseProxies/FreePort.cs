using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A port for a process that cannot choose one itself.</summary>
internal static class FreePort
{
    private static int next = 20_000 + (Environment.ProcessId % 10_000);

    /// <summary>Below those that the system gives to clients: nobody takes it before the process does.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref next);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
