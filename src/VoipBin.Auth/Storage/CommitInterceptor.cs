using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoipBin.Auth.Storage;

/// <summary>Tells the watchers which rows a unit of work changes. A commit whose answer is lost may have happened: they are told whatever its result.</summary>
internal sealed class CommitInterceptor(IEnumerable<ICommitWatcher> watchers) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbContext, HashSet<string>> changed = [];
    private readonly ICommitWatcher[] all = [.. watchers];

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var keys = eventData.Context!.ChangeTracker.Entries<IWatchedRow>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .SelectMany(entry => entry.Entity.WatchKeys)
            .ToArray();
        if (keys.Length > 0)
        {
            changed.GetOrCreateValue(eventData.Context).UnionWith(keys);
            Tell(keys);
        }

        return ValueTask.FromResult(result);
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        TellUnlessInTransaction(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        TellUnlessInTransaction(eventData.Context);
        return Task.CompletedTask;
    }

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        TellUnlessInTransaction(eventData.Context);
        return Task.CompletedTask;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TellAgain(eventData.Context);
        return Task.CompletedTask;
    }

    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        TellAgain(eventData.Context);
        return Task.CompletedTask;
    }

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TellAgain(eventData.Context);
        return Task.CompletedTask;
    }

    private void TellUnlessInTransaction(DbContext? context)
    {
        if (context?.Database.CurrentTransaction is null)
        {
            TellAgain(context);
        }
    }

    private void TellAgain(DbContext? context)
    {
        if (context is not null && changed.TryGetValue(context, out var keys))
        {
            changed.Remove(context);
            Tell(keys);
        }
    }

    private void Tell(IReadOnlyCollection<string> keys)
    {
        foreach (var watcher in all)
        {
            watcher.Changed(keys);
        }
    }
}
