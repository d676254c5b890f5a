using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Unregister;

/// <summary>Ends the customers whose time is over. Several replicas may do so at once: each deletion is decided again under the customer's lock.</summary>
internal sealed partial class DeletionService(IServiceScopeFactory scopes, TimeProvider time, ILogger<DeletionService> logger) : BackgroundService
{
    private const int Batch = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>One round; also called by tests.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var customerId in await FindDueAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<UnregisterCommands>().DeleteDueAsync(customerId, cancellationToken);
            if (outcome is UnregisterOutcome.Done)
            {
                Log.Deleted(logger, customerId);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var leap = new ClockLeap(time);
        using var timer = new PeriodicTimer(Interval, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (!leap.IsRecent())
                {
                    await RunAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (DatabaseFault.IsOutage(exception))
            {
                // The rest of the service says so; the next round finds what is due.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The end.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A fault of ours: the next round tries again. An exception that leaves a background service ends the process.
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> FindDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CustomerStore>().FindDueForDeletionAsync(time.GetTimestampNow(), Batch, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Customer {CustomerId} was deleted as it had asked")]
        public static partial void Deleted(ILogger logger, Guid customerId);

        [LoggerMessage(2, LogLevel.Error, "Customers whose time is over cannot be deleted")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
