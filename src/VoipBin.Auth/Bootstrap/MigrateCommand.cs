using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Bootstrap;

/// <summary>The verb <c>migrate</c>: brings the database's schema up to this version, and ends.</summary>
internal static class MigrateCommand
{
    /// <returns>0 when the database is migrated, 1 when it did not answer.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var held = await services.GetRequiredService<StartLock>().AcquireAsync(CancellationToken.None);
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
            await output.WriteLineAsync("The database is migrated.");
            return 0;
        }
        catch (Exception exception) when (DatabaseFault.IsOutage(exception))
        {
            await errors.WriteLineAsync($"The database does not answer: {exception.GetBaseException().Message}");
            return 1;
        }
    }
}
