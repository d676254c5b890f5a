using System.Runtime.InteropServices;

namespace VoipBin.Auth.Agents;

/// <summary>
/// Computes on a thread of its own that lets all others go first: the verification of a credential takes microseconds, and must not wait
/// for a hash that takes a quarter of a second when both want the same core.
/// </summary>
internal static class YieldingThread
{
    /// <summary>With 0 as the id: the calling thread, on Linux (setpriority(2), "C library/kernel differences").</summary>
    private const int PriorityOfProcess = 0;

    /// <summary>How nice the thread is, of 19: it gets a tenth of a core that others want too, and all of one that nobody wants.</summary>
    private const int Nice = 10;

    public static Task<TResult> RunAsync<TResult>(Func<TResult> work) => Task.Factory.StartNew(
        () =>
        {
            // Elsewhere it is a thread like others. The framework's own priorities are ignored on Linux.
            if (OperatingSystem.IsLinux())
            {
                _ = SetPriority(PriorityOfProcess, 0, Nice);
            }

            return work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int id, int nice);
}
