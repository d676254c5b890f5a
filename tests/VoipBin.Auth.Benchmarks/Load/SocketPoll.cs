using System.Runtime.InteropServices;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Waits for sockets, by ppoll(2): <see cref="System.Net.Sockets.Socket.Select(System.Collections.IList,System.Collections.IList,System.Collections.IList,TimeSpan)"/> waits in whole milliseconds.</summary>
internal static class SocketPoll
{
    private const short HasInput = 1;

    /// <summary>Waits until one of the sockets has something to read, or the time is over; says of each whether it has.</summary>
    public static void Wait(Span<Entry> entries, TimeSpan timeout)
    {
        foreach (ref var entry in entries)
        {
            entry.Asked = HasInput;
        }

        var span = new TimeSpec { Seconds = timeout.Ticks / TimeSpan.TicksPerSecond, Nanoseconds = timeout.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick };
        if (PPoll(ref MemoryMarshal.GetReference(entries), (nuint)entries.Length, in span, mask: 0) < 0)
        {
            throw new InvalidOperationException($"ppoll failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PPoll(ref Entry entries, nuint count, in TimeSpec timeout, nint mask);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Entry(int handle)
    {
        private readonly int handle = handle;
        internal short Asked;
        private short happened;

        /// <summary>Something to read, the end of the connection, or an error.</summary>
        public readonly bool IsReady => happened != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
