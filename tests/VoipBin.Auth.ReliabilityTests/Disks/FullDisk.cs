using System.Globalization;

namespace VoipBin.Auth.ReliabilityTests.Disks;

/// <summary>
/// A data directory in which there is no more room, until there is. By a small file system in memory, for which a test must be allowed to mount; else, and as
/// another kind of fault, by a limit on the size of the service's files.
/// </summary>
internal sealed class FullDisk : IAsyncDisposable
{
    /// <summary>Bytes: not even one page fits into the log of SQLite, wherever it is at.</summary>
    private const string LessThanAChange = "4096";

    private readonly string directory;
    private readonly bool isMounted;

    private FullDisk(string directory, bool isMounted) => (this.directory, this.isMounted) = (directory, isMounted);

    public override string ToString() => isMounted ? "a small file system" : "a limit on the size of files";

    /// <param name="place">Where the service is to start.</param>
    /// <param name="byMount">Whether to mount a file system, if that is allowed here.</param>
    public static async Task<FullDisk> MakeAsync(Workplace place, bool byMount)
    {
        Directory.CreateDirectory(place.Data);
        return new(place.Data, byMount && (await Command.RunAsync("mount", ["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", place.Data])).ExitCode == 0);
    }

    /// <summary>A process that reaches a limit on the size of files is killed, unless it ignores that: then it is told that it cannot write.</summary>
    public static async Task<ServiceProcess> StartAsync(Workplace place, string program)
    {
        var script = Path.Combine(place.Root, "start");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\ntrap '' XFSZ\nexec '{program}' \"$@\"\n");
        await Command.RunAsync("chmod", ["700", script]);
        var service = place.StartOther(script);
        await service.ReadyAsync();
        return service;
    }

    /// <summary>From here on the database cannot grow.</summary>
    public async Task FillAsync(ServiceProcess service)
    {
        if (!isMounted)
        {
            await LimitAsync(service, LessThanAChange);
            return;
        }

        try
        {
            await using var filler = File.Create(Path.Combine(directory, "filler"));
            while (true)
            {
                await filler.WriteAsync(new byte[4096]);
                await filler.FlushAsync();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public async Task MakeRoomAsync(ServiceProcess service)
    {
        if (isMounted)
        {
            File.Delete(Path.Combine(directory, "filler"));
        }
        else
        {
            await LimitAsync(service, "unlimited");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isMounted)
        {
            // Whoever still looks at a file there is let go on.
            await Command.RunAsync("umount", ["--lazy", directory]);
        }
    }

    /// <summary>The soft limit only: it can be lifted again by anybody.</summary>
    private static async Task LimitAsync(ServiceProcess service, string bytes)
    {
        var result = await Command.RunAsync("prlimit", ["--pid", service.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:"]);
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
