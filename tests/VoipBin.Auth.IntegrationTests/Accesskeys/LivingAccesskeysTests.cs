using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary>With each new key it is asked how many live, under the customer's lock.</summary>
public sealed class LivingAccesskeysTests
{
    private const int Maximum = 1000;

    private static readonly Guid Customer = new("00000000-0000-7000-9000-000000000001");

    /// <summary>Of most keys of the table this customer has deleted nearly all; other customers' keys live.</summary>
    private static readonly string Keys = $"""
        INSERT INTO customers (id, name, detail, email, email_key, status, tm_create, tm_update, email_verified, frozen_by_operator)
        SELECT id::uuid, '', '', id, id, 'active', now(), now(), true, false FROM unnest(ARRAY['{Customer}', '00000000-0000-7000-9000-000000000002']) id;
        INSERT INTO accesskeys (id, customer_id, name, detail, token_hash, token_prefix, tm_expire, tm_create, tm_update)
        SELECT gen_random_uuid(), CASE WHEN n <= 30400 THEN '{Customer}' ELSE '00000000-0000-7000-9000-000000000002' END::uuid,
            '', '', sha256(n::text::bytea), 'vb_living00', now() + interval '1 year', now() + n * interval '1 second', now()
        FROM generate_series(1, 40400) n;
        UPDATE accesskeys SET tm_delete = now() WHERE customer_id = '{Customer}' AND tm_create <= now() + interval '30000 seconds';
        ANALYZE accesskeys;
        LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET client_min_messages = log;
        """;

    /// <summary>PostgreSQL, which knows each column by itself, takes the living ones of such a customer for many, and reads the whole table to count them.</summary>
    [Fact]
    public async Task HasMany_OfACustomerWhoDeletedMost_LooksAtTheLivingOnesOnly()
    {
        var server = await PostgresServer.GetAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await using (var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options))
        {
            await database.Database.MigrateAsync();
            await database.Database.OpenConnectionAsync();
            await database.Database.ExecuteSqlRawAsync(Keys);
            var accesskeys = new AccesskeyStore(database, Options.Create(new RetentionOptions()));

            var (count, counted) = await ExplainAsync(database, () => accesskeys.CountAsync(Customer, CancellationToken.None));
            var (hasMany, asked) = await ExplainAsync(database, () => accesskeys.HasManyAsync(Customer, Maximum, CancellationToken.None));

            Assert.Equal((400, false), (count, hasMany));
            Assert.Contains("Seq Scan", counted, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", asked, StringComparison.Ordinal);
            Assert.Contains("ix_accesskeys_living", asked, StringComparison.Ordinal);
        }

        await server.DropDatabaseAsync(connectionString);
    }

    private static async Task<(TResult Result, string Plan)> ExplainAsync<TResult>(AuthDbContext database, Func<Task<TResult>> ask)
    {
        var plans = new List<string>();
        void Keep(object sender, NpgsqlNoticeEventArgs notice) => plans.Add(notice.Notice.MessageText);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        connection.Notice += Keep;
        var result = await ask();
        connection.Notice -= Keep;
        return (result, Assert.Single(plans));
    }
}
