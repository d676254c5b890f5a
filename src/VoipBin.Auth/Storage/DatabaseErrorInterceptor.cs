using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoipBin.Auth.Storage;

/// <summary>Counts what fails at the database on the way of Entity Framework; the verify path has its own (<see cref="DatabaseGate"/>).</summary>
internal sealed class DatabaseErrorInterceptor(DatabaseMetrics metrics) : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => metrics.Count(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        metrics.Count(eventData.Exception);
        return Task.CompletedTask;
    }

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => metrics.Count(eventData.Exception);

    public Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        metrics.Count(eventData.Exception);
        return Task.CompletedTask;
    }

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => metrics.Count(eventData.Exception);

    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        metrics.Count(eventData.Exception);
        return Task.CompletedTask;
    }
}
