using System.Text;

namespace VoipBin.Auth.Settings;

/// <summary>The directory of the service's own files: readable by nobody else, since keys and hashes lie in it.</summary>
internal static class DataDirectory
{
    /// <summary>The mode of its files.</summary>
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of itself, and of what is in it.</summary>
    public const UnixFileMode DirectoryMode = FileMode | UnixFileMode.UserExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Makes the directory when it is not there.</summary>
    public static DirectoryInfo Ensure(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, DirectoryMode);

    /// <summary>Makes an empty file that only its owner can read, for somebody who would make it as the umask says. One that is there stays as it is.</summary>
    public static void EnsureFile(string path)
    {
        if (!File.Exists(path))
        {
            OpenSecret(path).Dispose();
        }
    }

    /// <summary>Lets only its owner read a file that somebody else has made.</summary>
    public static void CloseFile(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, FileMode);
        }
    }

    /// <summary>The text of a file that only its owner can read; made at the first need. Of several processes that start at once on one directory, the first one's text is everybody's: whoever has the file open has it alone.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process does not let go of it.</exception>
    public static string ReadOrCreateSecret(string path, Func<string> create)
    {
        Ensure(Path.GetDirectoryName(path)!);
        using var file = OpenSecret(path);
        if (file.Length == 0)
        {
            file.Write(Encoding.ASCII.GetBytes(create()));
            file.Flush(flushToDisk: true);
            file.Position = 0;
        }

        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Trim();
    }

    /// <summary>Opens or makes a file that only its owner can read, for this process alone; waits while another one has it.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process does not let go of it.</exception>
    public static FileStream OpenSecret(string path) => OpenSecret(path, Patience);

    /// <param name="path">The file.</param>
    /// <param name="patience">How long to wait for another process.</param>
    public static FileStream OpenSecret(string path, TimeSpan patience)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        FileStream? file = null;
        SpinWait.SpinUntil(() => TryOpen(path, options, out file), patience);
        return file ?? new FileStream(path, options);
    }

    /// <summary>Whether a file could not be opened because another process has it: EWOULDBLOCK of Linux, of macOS, and Windows' sharing violation.</summary>
    public static bool IsHeldByAnother(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static bool TryOpen(string path, FileStreamOptions options, out FileStream? file)
    {
        try
        {
            file = new(path, options);
            return true;
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            file = null;
            return false;
        }
    }
}
