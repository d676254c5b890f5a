using System.Data.Common;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Bootstrap;

/// <summary>The verb <c>backup</c>: copies what a service on SQLite keeps into a new directory, while it runs, and ends. The container's image has neither a shell nor SQLite's own program.</summary>
internal static class BackupCommand
{
    /// <summary>The argument that says where to.</summary>
    public const string DestinationKey = "to";

    /// <returns>0 when the backup is whole, 1 when there is none.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter errors)
    {
        if (services.GetRequiredService<DatabaseTarget>().IsPostgres)
        {
            await errors.WriteLineAsync("The data is in PostgreSQL: back that up, with pg_dump for example.");
            return 1;
        }

        if (services.GetRequiredService<IConfiguration>()[DestinationKey] is not { Length: > 0 } destination)
        {
            await errors.WriteLineAsync("Say where to, with a directory that is not there yet: backup --to ./backup");
            return 1;
        }

        try
        {
            services.GetRequiredService<DataDirectoryBackup>().Write(Path.GetFullPath(destination));
            await output.WriteLineAsync($"The backup is in {Path.GetFullPath(destination)}.");
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException)
        {
            await errors.WriteLineAsync($"There is no backup: {exception.Message}");
            return 1;
        }
    }
}
