using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>How a <see cref="SmtpSink"/> treats who connects.</summary>
internal enum SmtpBehaviour
{
    Accept,

    /// <summary>451 to every recipient: try again later.</summary>
    Refuse,

    /// <summary>Connects, and never says a word.</summary>
    Hang,

    /// <summary>Hangs up when the text is there, before it has said whether it took it.</summary>
    HangUpAfterData,
}

/// <summary>A mail server (RFC 5321, as little of it as a client needs) that keeps what it takes, and can be in a bad way.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, Task> conversations = new();
    private readonly ConcurrentQueue<ReceivedMail> taken = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private int attempts;

    public int Port { get; private set; }

    public SmtpBehaviour Behaviour { get; set; }

    /// <summary>How often somebody connected.</summary>
    public int Attempts => Volatile.Read(ref attempts);

    public IReadOnlyList<ReceivedMail> Taken => [.. taken];

    public IReadOnlyList<ReceivedMail> TakenFor(string address) => [.. taken.Where(mail => mail.Recipients.Contains(address))];

    public void Start()
    {
        listener = new(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    /// <summary>Down: nobody can connect, and whoever is connected is cut off.</summary>
    public async Task StopAsync()
    {
        listener?.Dispose();
        await accepting;
        Disconnect();
        await Task.WhenAll(conversations.Values);
    }

    /// <summary>Cuts off whoever is connected.</summary>
    public void Disconnect()
    {
        foreach (var client in conversations.Keys)
        {
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var client = await from.AcceptTcpClientAsync();
                Interlocked.Increment(ref attempts);
                conversations[client] = ConverseAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            if (Behaviour == SmtpBehaviour.Hang)
            {
                await reader.ReadLineAsync();
                return;
            }

            await TalkAsync(reader, writer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Cut off, by either side.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var recipients = new List<string>();
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO" or "MAIL" or "RSET":
                    recipients.Clear();
                    await writer.WriteLineAsync("250 sink");
                    break;
                case "RCPT" when Behaviour == SmtpBehaviour.Refuse:
                    await writer.WriteLineAsync("451 try again later");
                    break;
                case "RCPT":
                    recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = await ReadTextAsync(reader);
                    if (Behaviour == SmtpBehaviour.HangUpAfterData)
                    {
                        return;
                    }

                    taken.Enqueue(new([.. recipients], text));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 what?");
                    break;
            }
        }
    }

    private static async Task<string> ReadTextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line and not ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }
}
