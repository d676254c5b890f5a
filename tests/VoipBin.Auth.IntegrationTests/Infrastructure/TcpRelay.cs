using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Stands between the service and its database, and can be cut as a network can.</summary>
internal sealed class TcpRelay
{
    private readonly string host;
    private readonly int port;
    private readonly List<TcpClient> clients = [];
    private TcpListener listener;

    public TcpRelay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>Ends every connection and refuses new ones.</summary>
    public void Cut()
    {
        listener.Stop();
        lock (clients)
        {
            clients.ForEach(client => client.Dispose());
            clients.Clear();
        }
    }

    public void Mend() => listener = Listen(Port);

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private TcpListener Listen(int onPort)
    {
        var started = new TcpListener(IPAddress.Loopback, onPort);
        started.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        started.Start();
        _ = AcceptAsync(started);
        return started;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var (client, server) = (await from.AcceptTcpClientAsync(), new TcpClient());
                await server.ConnectAsync(host, port);
                lock (clients)
                {
                    clients.AddRange([client, server]);
                }

                _ = CopyAsync(client, server);
                _ = CopyAsync(server, client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
