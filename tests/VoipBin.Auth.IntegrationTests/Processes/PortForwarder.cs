using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>A port that refuses connections until it is opened; then it forwards them to another one.</summary>
internal sealed class PortForwarder : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly string host;
    private readonly int port;

    public PortForwarder(string host, int port)
    {
        (this.host, this.port) = (host, port);

        // A socket that is bound and does not listen keeps its port, and refuses.
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public void Open()
    {
        socket.Listen();
        _ = AcceptAsync();
    }

    public void Dispose()
    {
        end.Cancel();
        socket.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            _ = ForwardAsync(await socket.AcceptAsync(end.Token));
        }
    }

    private async Task ForwardAsync(Socket accepted)
    {
        using var near = new NetworkStream(accepted, ownsSocket: true);
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, end.Token);
        var far = client.GetStream();
        await Task.WhenAny(near.CopyToAsync(far, end.Token), far.CopyToAsync(near, end.Token));
    }
}
