using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary>What is stored of the uses of accesskeys.</summary>
internal static class Uses
{
    /// <summary>Has the uses written that were counted so far; false when the database did not take them.</summary>
    public static Task<bool> WriteUsesAsync(this AuthService service) => service.Services.GetRequiredService<AccesskeyUsageService>().RunAsync(CancellationToken.None);

    /// <summary>Does something while every write of a key, a customer or a use waits, and every read is answered.</summary>
    public static Task<T> WhileNobodyCanWriteAsync<T>(this AuthService service, Func<Task<T>> work) => service.Seed.InDatabaseAsync(async database =>
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"LOCK TABLE accesskey_uses, accesskeys, customers IN EXCLUSIVE MODE");
        }

        return await work();
    });

    /// <summary>The uses of a customer's keys, by key and day.</summary>
    public static Task<List<AccesskeyUsage>> FindUsesAsync(this AuthService service, Guid customerId) => service.Seed.InDatabaseAsync(database =>
        database.Set<AccesskeyUsage>().AsNoTracking().Where(usage => usage.CustomerId == customerId).OrderBy(usage => usage.AccesskeyId).ThenBy(usage => usage.Day).ToListAsync());

    public static async Task<long> CountUsesAsync(this AuthService service, Guid customerId) => (await service.FindUsesAsync(customerId)).Sum(usage => usage.Uses);
}
