namespace VoipBin.Auth.Settings;

/// <summary>The directory of the service's own files: readable by nobody else, since keys and hashes lie in it.</summary>
internal static class DataDirectory
{
    /// <summary>Makes the directory when it is not there.</summary>
    public static DirectoryInfo Ensure(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Writes a new file that only its owner can read.</summary>
    public static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
