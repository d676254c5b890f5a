using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>
/// Sends requests at a fixed rate, whether the service keeps up or not, and counts each from the moment at which it should have been sent:
/// a service that stands still for a second is late for every request of that second. wrk, which waits for an answer, would count one.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 64;

    /// <summary>What each request took, in milliseconds.</summary>
    public static double[] Run(Uri address, string path, string credential, double rate, TimeSpan length)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {credential}\r\n\r\n");
        var count = (int)(rate * length.TotalSeconds);
        var (taken, lanes) = (new double[count], Enumerable.Range(0, Connections).Select(_ => new Lane(address)).ToArray());
        var (free, busy) = (new Stack<Lane>(lanes), new List<Lane>(Connections));
        var ready = new List<Socket>(Connections);
        var begun = Stopwatch.GetTimestamp();
        var interval = Stopwatch.Frequency / rate;
        for (int sent = 0, received = 0; received < count;)
        {
            while (sent < count && free.Count > 0 && Stopwatch.GetTimestamp() >= begun + (long)(sent * interval))
            {
                var lane = free.Pop();
                lane.Due = begun + (long)(sent++ * interval);
                lane.Socket.Send(request);
                busy.Add(lane);
            }

            if (busy.Count == 0)
            {
                continue;
            }

            ready.Clear();
            ready.AddRange(busy.Select(lane => lane.Socket));
            Socket.Select(ready, checkWrite: null, checkError: null, microSeconds: 0);
            for (var index = busy.Count - 1; index >= 0 && ready.Count > 0; index--)
            {
                var lane = busy[index];
                if (ready.Contains(lane.Socket) && lane.TryReceive())
                {
                    taken[received++] = Stopwatch.GetElapsedTime(lane.Due).TotalMilliseconds;
                    busy.RemoveAt(index);
                    free.Push(lane);
                }
            }
        }

        Array.ForEach(lanes, lane => lane.Socket.Dispose());
        return taken;
    }

    /// <summary>One connection, with at most one request under way.</summary>
    private sealed class Lane
    {
        private readonly byte[] buffer = new byte[4096];
        private int length;

        public Lane(Uri address)
        {
            Socket.NoDelay = true;
            Socket.Connect(IPAddress.Loopback, address.Port);
        }

        public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public long Due { get; set; }

        /// <summary>Reads what is there; true when the answer is whole.</summary>
        public bool TryReceive()
        {
            length += Socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || length < end + 4 + BodyLength(text[..end]))
            {
                return false;
            }

            if (!text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Not every answer was good: {text}");
            }

            length = 0;
            return true;
        }

        private static int BodyLength(string head)
        {
            const string Name = "Content-Length: ";
            var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            var line = at < 0 ? throw new InvalidOperationException($"An answer has no length: {head}") : head[(at + Name.Length)..];
            return int.Parse(line.Split('\r')[0], CultureInfo.InvariantCulture);
        }
    }
}
