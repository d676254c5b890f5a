using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>
/// Sends requests at a fixed rate, whether the service keeps up or not, and counts each from the moment at which it should have been sent:
/// a service that stands still for a second is late for every request of that second. wrk, which waits for an answer, would count one.
/// </summary>
/// <remarks>
/// A pass of its loop takes microseconds. When one takes longer than <see cref="LongestPass"/>, the machine gave its core to
/// somebody else: nobody can say how long the requests took that were under way, and they are not counted; how many they were is told.
/// Between requests that are far enough apart it rests, so that the service has all cores, as it has where clients are other machines;
/// when it is woken too late, that counts as the service's time.
/// </remarks>
internal static class OpenLoop
{
    private const int Connections = 64;

    private static readonly TimeSpan LongestPass = TimeSpan.FromMilliseconds(0.5);

    /// <summary>Until the next request or answer it rests for no less than this, so that it leaves the core to others.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(0.2);

    /// <summary>What each request took, in milliseconds, and the share of those that could not be measured.</summary>
    public static (double[] Taken, double Unmeasured) Run(Uri address, string path, string credential, double rate, TimeSpan length)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {credential}\r\n\r\n");
        var count = (int)(rate * length.TotalSeconds);
        var lanes = Enumerable.Range(0, Connections).Select(_ => new Lane(address)).ToArray();
        var (taken, free, busy, polled) = (new List<double>(count), new Stack<Lane>(lanes), new List<Lane>(Connections), new SocketPoll.Entry[Connections]);
        var (interval, longestPass, shortestRest) = (Stopwatch.Frequency / rate, LongestPass.TotalSeconds * Stopwatch.Frequency, ShortestRest.TotalSeconds * Stopwatch.Frequency);
        var before = Stopwatch.GetTimestamp();
        double due = before;
        for (int sent = 0, received = 0; received < count;)
        {
            var now = Stopwatch.GetTimestamp();
            if (now - before > longestPass)
            {
                // The arrivals of that time did not happen.
                due += now - before;
                busy.ForEach(lane => lane.IsMeasured = false);
            }

            before = now;
            for (; sent < count && free.Count > 0 && now >= due; sent++, due += interval)
            {
                var lane = free.Pop();
                (lane.Due, lane.IsMeasured) = ((long)due, true);
                lane.Socket.Send(request);
                busy.Add(lane);
            }

            for (var index = 0; index < busy.Count; index++)
            {
                polled[index] = new(busy[index].Handle);
            }

            var rest = sent < count && free.Count > 0 ? due - Stopwatch.GetTimestamp() : 0;
            SocketPoll.Wait(polled.AsSpan(0, busy.Count), rest >= shortestRest ? TimeSpan.FromSeconds(rest / Stopwatch.Frequency) : TimeSpan.Zero);
            if (rest >= shortestRest)
            {
                before = Stopwatch.GetTimestamp();
            }

            for (var index = busy.Count - 1; index >= 0; index--)
            {
                var lane = busy[index];
                if (!polled[index].IsReady || !lane.TryReceive())
                {
                    continue;
                }

                received++;
                busy.RemoveAt(index);
                free.Push(lane);
                if (lane.IsMeasured)
                {
                    taken.Add(Stopwatch.GetElapsedTime(lane.Due).TotalMilliseconds);
                }
            }
        }

        Array.ForEach(lanes, lane => lane.Socket.Dispose());
        return ([.. taken], 1 - ((double)taken.Count / count));
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

        public int Handle => (int)Socket.SafeHandle.DangerousGetHandle();

        public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public long Due { get; set; }

        public bool IsMeasured { get; set; }

        /// <summary>Reads what is there; true when the answer is whole.</summary>
        public bool TryReceive()
        {
            length += Socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            var answer = buffer.AsSpan(0, length);
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0 || length < end + 4 + BodyLength(answer[..end]))
            {
                return false;
            }

            if (!answer.StartsWith("HTTP/1.1 200 "u8))
            {
                throw new InvalidOperationException($"Not every answer was good: {Encoding.ASCII.GetString(answer)}");
            }

            length = 0;
            return true;
        }

        private static int BodyLength(ReadOnlySpan<byte> head)
        {
            var name = "Content-Length: "u8;
            var at = head.IndexOf(name);
            return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int bytes, out _)
                ? bytes
                : throw new InvalidOperationException($"An answer has no length: {Encoding.ASCII.GetString(head)}");
        }
    }
}
