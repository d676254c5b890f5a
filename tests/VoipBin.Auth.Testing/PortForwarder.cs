using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.Testing;

/// <summary>A port that refuses connections until it is opened; then it forwards them to another one.</summary>
internal sealed class PortForwarder : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly string host;
    private CancellationTokenSource turn = new();
    private int port;

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

    /// <summary>Forwards to another port from now on, and ends what goes to the one before.</summary>
    public void TurnTo(int other)
    {
        port = other;
        using var before = Interlocked.Exchange(ref turn, new());
        before.Cancel();
    }

    public void Dispose()
    {
        end.Cancel();
        socket.Dispose();
        end.Dispose();
        turn.Dispose();
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
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(end.Token, turn.Token);
        using var near = new NetworkStream(accepted, ownsSocket: true);
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, ends.Token);
        var far = client.GetStream();
        await Task.WhenAny(near.CopyToAsync(far, ends.Token), far.CopyToAsync(near, ends.Token));
    }
}
