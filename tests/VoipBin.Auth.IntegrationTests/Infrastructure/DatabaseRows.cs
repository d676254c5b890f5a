using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Every row of every table as text. Unlike the bytes of a database file it does not hold what was deleted or overwritten.</summary>
internal static class DatabaseRows
{
    private static readonly MethodInfo ReadMethod = typeof(DatabaseRows).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Task<string> RowsAsync(this AuthService service) => service.Seed.InDatabaseAsync(async database =>
    {
        var text = new StringBuilder();
        foreach (var type in database.Model.GetEntityTypes().Select(entity => entity.ClrType))
        {
            await (Task)ReadMethod.MakeGenericMethod(type).Invoke(null, [database, text])!;
        }

        return text.ToString();
    });

    private static async Task ReadAsync<TEntity>(DbContext database, StringBuilder text)
        where TEntity : class
    {
        foreach (var row in await database.Set<TEntity>().ToListAsync())
        {
            text.Append(typeof(TEntity).Name).Append(' ').AppendJoin(' ', database.Entry(row).Properties.Select(property => property.CurrentValue)).Append('\n');
        }
    }
}
