using Microsoft.EntityFrameworkCore;

namespace VoipBin.Auth.Storage;

/// <summary>Brings the database's schema up to this version. The caller holds the <see cref="StartLock"/>.</summary>
internal sealed class DatabaseMigrator(IServiceScopeFactory scopes)
{
    /// <summary>An index over a large table takes its time.</summary>
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDbContext>().Database;
        if (database.IsSqlite())
        {
            // Readers do not wait for a writer. Entity Framework sets it only for a file that it makes itself, and the line below makes the file.
            await database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancellationToken);

            // A start that was killed left its row behind, and Entity Framework would wait for it forever; we hold the real lock.
            await database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        }

        database.SetCommandTimeout(LongestStatement);
        await database.MigrateAsync(cancellationToken);
    }

    /// <summary>Whether the database answers and no migration is pending.</summary>
    public async Task<bool> IsMigratedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDbContext>().Database;
        return !(await database.GetPendingMigrationsAsync(cancellationToken)).Any();
    }
}
