using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.Testing;

/// <summary>A port for a process that cannot choose one itself.</summary>
public static class FreePort
{
    private static int next = 12_000 + (Environment.ProcessId % 3_000);

    /// <summary>Below those that the system gives to clients, and that servers of databases take: nobody takes it before the process does.</summary>
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
