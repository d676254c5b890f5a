using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Closes to everybody else what of the data directory is ours, and tells what was open: a copy, a backup that was put back, or an older
/// version leave files that others on the machine can read. A link is somebody else's file, for example a mounted secret, and stays as it is.
/// </summary>
internal sealed partial class DataDirectoryPrivacy(IOptions<ServiceOptions> service, ILogger<DataDirectoryPrivacy> logger)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly string[] Keys = ["signing.key", "identity.pem"];
    private static readonly string[] Directories = ["keys", "mail"];
    private static readonly string[] Patterns = ["voipbin-auth.db*", .. Keys];

    public void Close()
    {
        if (!OperatingSystem.IsWindows() && new DirectoryInfo(service.Value.DataPath()) is { Exists: true } directory)
        {
            Close(directory);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void Close(DirectoryInfo directory)
    {
        // Asked before it is closed: who could not get into the directory has read nothing in it.
        var wasReachable = (directory.UnixFileMode & Others) != 0;
        List<FileSystemInfo> found = [.. Patterns.SelectMany(directory.EnumerateFiles), .. Directories.Select(name => new DirectoryInfo(Path.Combine(directory.FullName, name))).Where(inner => inner.Exists)];
        found.AddRange(found.OfType<DirectoryInfo>().SelectMany(static inner => inner.EnumerateFileSystemInfos()).ToArray());
        if (directory.EnumerateFileSystemInfos().All(entry => found.Exists(known => known.FullName == entry.FullName)))
        {
            found.Add(directory);
        }
        else if ((directory.UnixFileMode & OthersWrite) != 0)
        {
            Log.Shared(logger, directory.FullName);
        }

        var open = found.Where(static entry => entry.LinkTarget is null && (Mode(entry) & Others) != 0).ToArray();
        var leaked = open.Where(entry => wasReachable && Keys.Contains(entry.Name)).ToArray();
        Tell(directory, open.ToLookup(TryClose));
        foreach (var key in leaked)
        {
            Log.Leaked(logger, key.FullName);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool TryClose(FileSystemInfo entry)
    {
        try
        {
            File.SetUnixFileMode(entry.FullName, entry is DirectoryInfo ? DataDirectory.DirectoryMode : DataDirectory.FileMode);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or of another user, or on a read-only volume.
            return !entry.Exists;
        }
    }

    /// <summary>None of one that is gone.</summary>
    [UnsupportedOSPlatform("windows")]
    private static UnixFileMode Mode(FileSystemInfo entry) => entry.Exists ? entry.UnixFileMode : UnixFileMode.None;

    private void Tell(DirectoryInfo directory, ILookup<bool, FileSystemInfo> closed)
    {
        if (closed.Contains(true))
        {
            Log.Closed(logger, directory.FullName, Names(directory, closed[true]));
        }

        if (closed.Contains(false))
        {
            Log.Open(logger, directory.FullName, Names(directory, closed[false]));
        }
    }

    private static string Names(DirectoryInfo directory, IEnumerable<FileSystemInfo> entries) =>
        string.Join(", ", entries.Select(entry => Path.GetRelativePath(directory.FullName, entry.FullName)).Order(StringComparer.Ordinal));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "In the data directory {Directory} others on this machine could read, and no longer can: {Names}")]
        public static partial void Closed(ILogger logger, string directory, string names);

        [LoggerMessage(2, LogLevel.Error, "{File} could be read by others on this machine: who has it can speak in the name of this service. It is closed if nothing else is said here; change the key (docs/operations.md)")]
        public static partial void Leaked(ILogger logger, string file);

        [LoggerMessage(3, LogLevel.Warning, "In the data directory {Directory} others on this machine can read, and this user may not change it: {Names}. Let the owner run chmod 600 for files and chmod 700 for directories")]
        public static partial void Open(ILogger logger, string directory, string names);

        [LoggerMessage(4, LogLevel.Warning, "Others on this machine may write in the data directory {Directory}, and so exchange its keys. It holds other things too, so it is left as it is: run chmod 700 on it, or give the service a directory of its own")]
        public static partial void Shared(ILogger logger, string directory);
    }
}
