using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoipBin.Auth.Testing;

/// <summary>Stands between the service and its database, and can be cut as a network can, or fall silent as one can.</summary>
internal sealed class TcpRelay
{
    private readonly string host;
    private readonly int port;
    private readonly List<TcpClient> clients = [];
    private Socket socket;
    private TaskCompletionSource? silence;
    private bool isOnlyForAnswers;
    private int connections;

    public TcpRelay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        socket = Bind(0);
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Mend();
    }

    public int Port { get; }

    /// <summary>The connections of which a piece waits for the silence to end.</summary>
    public ConcurrentDictionary<int, RelayedPiece> Held { get; } = new();

    /// <summary>Is shown each piece that passes; false cuts its connection before the piece is sent on.</summary>
    public Func<RelayedPiece, bool>? Passes { get; set; }

    /// <summary>How long each piece is on its way, in either direction; zero as fast as it goes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Ends every connection and refuses new ones.</summary>
    public void Cut()
    {
        socket.Dispose();
        lock (clients)
        {
            clients.ForEach(client => client.Dispose());
            clients.Clear();
        }

        // A socket that is bound and does not listen refuses, and nobody else gets its port.
        socket = Bind(Port);
    }

    public void Mend()
    {
        socket.Listen();
        _ = AcceptAsync(socket);
    }

    /// <summary>Connections stay, and new ones are taken, but nothing comes through.</summary>
    /// <param name="onlyAnswers">Lets through what is asked.</param>
    public void FallSilent(bool onlyAnswers = false)
    {
        isOnlyForAnswers = onlyAnswers;
        Volatile.Write(ref silence, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Sends on what was held.</summary>
    public void EndSilence() => Interlocked.Exchange(ref silence, null)?.SetResult();

    /// <summary>Sends on what was held, and holds what comes behind it.</summary>
    public void LetHeldPass() => Interlocked.Exchange(ref silence, new(TaskCreationOptions.RunContinuationsAsynchronously))!.SetResult();

    private async Task CopyAsync(TcpClient from, TcpClient to, int connection, bool isAnswer)
    {
        try
        {
            var buffer = new byte[65_536];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                var piece = new RelayedPiece(connection, Encoding.Latin1.GetString(buffer, 0, count), isAnswer);
                await WaitForSilenceToEndAsync(piece);
                if (Passes?.Invoke(piece) == false)
                {
                    from.Dispose();
                    to.Dispose();
                    return;
                }

                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task WaitForSilenceToEndAsync(RelayedPiece piece)
    {
        if (Volatile.Read(ref silence) is { } now && (piece.IsAnswer || !isOnlyForAnswers))
        {
            Held[piece.Connection] = piece;
            await now.Task;
            Held.TryRemove(KeyValuePair.Create(piece.Connection, piece));
        }
    }

    private static Socket Bind(int onPort)
    {
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, onPort));
        return bound;
    }

    private async Task AcceptAsync(Socket from)
    {
        try
        {
            while (true)
            {
                var (client, server) = (new TcpClient { Client = await from.AcceptAsync(), NoDelay = true }, new TcpClient { NoDelay = true });
                lock (clients)
                {
                    clients.AddRange([client, server]);
                }

                _ = ConnectAsync(client, server);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task ConnectAsync(TcpClient client, TcpClient server)
    {
        try
        {
            await server.ConnectAsync(host, port);
            var connection = Interlocked.Increment(ref connections);
            _ = CopyAsync(client, server, connection, isAnswer: false);
            _ = CopyAsync(server, client, connection, isAnswer: true);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The database itself is away.
            client.Dispose();
            server.Dispose();
        }
    }
}

/// <summary>Bytes as they came, a character a byte.</summary>
/// <param name="Connection">Whose they are: the relay counts them.</param>
/// <param name="Text">The bytes.</param>
/// <param name="IsAnswer">Whether they come from the database.</param>
internal sealed record RelayedPiece(int Connection, string Text, bool IsAnswer);
