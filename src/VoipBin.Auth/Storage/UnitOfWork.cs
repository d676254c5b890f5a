using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace VoipBin.Auth.Storage;

/// <summary>Saves what the stores were given, entities and their audit events together: all or nothing (decision 3).</summary>
internal sealed class UnitOfWork(AuthDbContext database)
{
    /// <summary>Begins a transaction for a decision that must see the rows it is based on unchanged. On SQLite it holds the write lock from the start.</summary>
    public Task<IDbContextTransaction> BeginAsync(CancellationToken cancellationToken) => database.Database.BeginTransactionAsync(cancellationToken);

    /// <summary>Drops what was not saved, for a second try.</summary>
    public void Forget() => database.ChangeTracker.Clear();

    public async Task<SaveOutcome> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return SaveOutcome.Saved.Instance;
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveOutcome.Stale.Instance;
        }
        catch (DbUpdateException exception) when (DatabaseFault.FindConstraint(exception, database.Model) is { } constraint)
        {
            return new SaveOutcome.Conflict(constraint);
        }
    }
}
