using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Bootstrap;

/// <summary>The verbs that do something with the database, and end.</summary>
internal static class DatabaseVerbs
{
    /// <returns>The process's exit code; null when the arguments name no such verb.</returns>
    public static async Task<int?> RunAsync(string[] args, IServiceProvider services)
    {
        switch (args)
        {
            case ["backup", ..]:
                return await BackupCommand.RunAsync(services, Console.Out, Console.Error);
            case ["migrate", ..]:
                services.GetRequiredService<DataDirectoryCheck>().Run();
                return await MigrateCommand.RunAsync(services, Console.Out, Console.Error);
            default:
                return null;
        }
    }
}
