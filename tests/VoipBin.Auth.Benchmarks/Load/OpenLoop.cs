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

    /// <summary>An answer that takes longer does not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPass = TimeSpan.FromMilliseconds(0.5);

    /// <summary>Until the next request or answer it rests for no less than this, so that it leaves the core to others.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(0.2);

    /// <summary>What each request took, in milliseconds, and the share of those that could not be measured.</summary>
    public static (double[] Taken, double Unmeasured) Run(Uri address, string path, string credential, double rate, TimeSpan length)
    {
        var exchange = new GoodExchange(Exchange.Write(address, "GET", path, credential));
        return Run(address, () => exchange, rate, (int)(rate * length.TotalSeconds));
    }

    /// <summary>The same for requests that differ.</summary>
    /// <param name="address">The service.</param>
    /// <param name="next">The request to send now.</param>
    /// <param name="rate">How many a second.</param>
    /// <param name="count">How many.</param>
    /// <param name="ofAConnection">After how many requests a connection is closed, and another one opened.</param>
    public static (double[] Taken, double Unmeasured) Run(Uri address, Func<Exchange> next, double rate, int count, int ofAConnection = int.MaxValue)
    {
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
                (lane.Due, lane.Sent, lane.IsMeasured) = ((long)due, now, true);
                lane.Send(next(), ofAConnection);
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
                    ThrowWhenLate(lane, now);
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

    private static void ThrowWhenLate(Lane lane, long now)
    {
        if (now - lane.Sent > Patience.TotalSeconds * Stopwatch.Frequency)
        {
            throw new TimeoutException($"A request was not answered within {Patience.TotalSeconds} s.");
        }
    }

    /// <summary>One that must be answered with 200.</summary>
    private sealed class GoodExchange(byte[] request) : Exchange(request)
    {
        public override void Answer(int status, ReadOnlySpan<byte> body)
        {
            if (status != 200)
            {
                throw new InvalidOperationException($"Not every answer was good: {status} {Encoding.UTF8.GetString(body)}");
            }
        }
    }

    /// <summary>A connection, with at most one request under way.</summary>
    private sealed class Lane(Uri address)
    {
        private readonly byte[] buffer = new byte[4096];
        private int length;
        private int sent;
        private Exchange? exchange;

        public int Handle => (int)Socket.SafeHandle.DangerousGetHandle();

        public Socket Socket { get; private set; } = Connect(address);

        public long Due { get; set; }

        public long Sent { get; set; }

        public bool IsMeasured { get; set; }

        public void Send(Exchange next, int ofAConnection)
        {
            if (++sent > ofAConnection)
            {
                Socket.Dispose();
                (Socket, sent) = (Connect(address), 1);
            }

            exchange = next;
            Socket.Send(next.Request);
        }

        /// <summary>Reads what is there; true when the answer is whole, and taken.</summary>
        public bool TryReceive()
        {
            var received = Socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            length += received > 0 ? received : throw new IOException("The service closed a connection, or an answer is too long.");
            if (!HttpAnswer.TryRead(buffer.AsSpan(0, length), out var status, out var body))
            {
                return false;
            }

            exchange!.Answer(status, body);
            length = 0;
            return true;
        }

        private static Socket Connect(Uri address)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, address.Port);
            return socket;
        }
    }
}
