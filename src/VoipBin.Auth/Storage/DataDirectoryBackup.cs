using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>Copies what a service on SQLite keeps, also while it runs: the database as it is at one moment, and every key beside it. Mails are not kept: they are files for somebody who tries the service.</summary>
internal sealed class DataDirectoryBackup(DatabaseTarget target, IOptions<ServiceOptions> service)
{
    /// <summary>The directories whose files are copied: the data directory itself, and that of the Data Protection keys.</summary>
    private static readonly string[] Folders = ["", "keys"];

    /// <summary>Makes a directory that can take the data directory's place. Until it is whole, its name ends in ".part".</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public void Write(string destination)
    {
        var part = destination + ".part";
        if (Path.Exists(destination) || Path.Exists(part))
        {
            throw new IOException($"{destination} or {part} is there already");
        }

        try
        {
            foreach (var folder in Folders)
            {
                CopyFiles(service.Value.DataPath(folder), DataDirectory.Ensure(Path.Combine(part, folder)).FullName);
            }

            CopyDatabase(Path.Combine(part, Path.GetFileName(target.SqliteFile)));
            Directory.Move(part, destination);
        }
        catch
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }

            throw;
        }
    }

    /// <summary>All but the database's own, each for its owner only.</summary>
    private void CopyFiles(string from, string to)
    {
        var database = Path.GetFileName(target.SqliteFile);
        var files = Directory.Exists(from) ? Directory.GetFiles(from) : [];
        foreach (var file in files.Where(file => !Path.GetFileName(file).StartsWith(database, StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    /// <summary>What is committed by now, the write-ahead log included; who writes does not wait.</summary>
    private void CopyDatabase(string to)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder(target.ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        source.Open();

        // SQLite would make it for everybody to read; it takes an empty file.
        DataDirectory.OpenSecret(to).Dispose();
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        copy.Open();
        source.BackupDatabase(copy);
    }
}
