using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Customers;

[Collection(PostgresTests.Name)]
public sealed class PlatformLockTests(PostgresService service)
{
    /// <summary>Whoever waited for the oldest customer's row holds nothing when that is gone, and two could take the last super admins away from each other.</summary>
    [Fact]
    public async Task LockPlatform_RowRemovedWhileWaitedFor_LocksTheNextOldest()
    {
        var (oldest, next) = ((await service.Seed.AddCustomerAsync()).Id, (await service.Seed.AddCustomerAsync()).Id);
        await service.Seed.SqlAsync($"UPDATE customers SET tm_create = '1970-01-01Z' WHERE id = {oldest}");
        await service.Seed.SqlAsync($"UPDATE customers SET tm_create = '1971-01-01Z' WHERE id = {next}");

        await using (var scope = service.Services.CreateAsyncScope())
        {
            await using var decision = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(CancellationToken.None);
            await LockWhileRemovingAsync(scope.ServiceProvider.GetRequiredService<CustomerStore>(), oldest);

            var refused = await Assert.ThrowsAsync<PostgresException>(() => service.Seed.SqlAsync($"SELECT 1 FROM customers WHERE id = {next} FOR UPDATE NOWAIT"));
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        }

        await service.Seed.SqlAsync($"DELETE FROM customers WHERE id = {next}");
    }

    private async Task LockWhileRemovingAsync(CustomerStore customers, Guid oldest)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        await using var removal = await database.Database.BeginTransactionAsync();
        await database.Set<Customer>().Where(row => row.Id == oldest).ExecuteDeleteAsync();

        var locking = customers.LockPlatformAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(IsSomebodyWaitingAsync, "the lock is waited for");
        await removal.CommitAsync();
        await locking;
    }

    private Task<bool> IsSomebodyWaitingAsync() => service.Seed.InDatabaseAsync(database => database.Database
        .SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS \"Value\"").SingleAsync());
}
