using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>What strangers leave behind goes after a day: their addresses are in it.</summary>
public abstract class SignupRetentionTests(AuthService service)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    [Fact]
    public Task MailedLink_ADayAfterItsEnd_Goes() => AssertGoesAsync(
        ended => MailedLink.Create(LinkToken.Generate(), LinkPurpose.Password, Guid.CreateVersion7(), "", requester: null, Lifetime, ended - Lifetime),
        (link, other) => link.Id == other.Id);

    [Fact]
    public Task Signup_ADayAfterItsEnd_Goes() => AssertGoesAsync(
        ended => PendingSignup.Create("somebody@example.net", "", "", TempToken.Generate(), SignupCode.Generate(), Lifetime, ended - Lifetime),
        (signup, other) => signup.Id == other.Id);

    [Fact]
    public Task MailQuota_ADayAfterItsLastMail_Goes() => AssertGoesAsync(
        last => MailQuota.Create(MailQuota.KeyOf(MailKind.Signup, $"{Guid.CreateVersion7()}"), last),
        (quota, other) => quota.Key.SequenceEqual(other.Key));

    /// <param name="create">Makes a row whose time began to run out at an instant.</param>
    /// <param name="isSame">Whether two are the same row.</param>
    private async Task AssertGoesAsync<TRow>(Func<DateTimeOffset, TRow> create, Func<TRow, TRow, bool> isSame)
        where TRow : class
    {
        var now = service.Clock.GetTimestampNow();
        using var hold = service.Clock.HoldAt(now);
        var (kept, gone) = (create(now - Kept + Tick), create(now - Kept));
        await service.Seed.InDatabaseAsync(database =>
        {
            database.AddRange(kept, gone);
            return database.SaveChangesAsync();
        });

        await service.Services.GetRequiredService<RetentionService>().RunAsync(CancellationToken.None);

        var rows = await service.Seed.InDatabaseAsync(database => database.Set<TRow>().AsNoTracking().ToListAsync());
        Assert.Equal((true, false), (rows.Exists(row => isSame(row, kept)), rows.Exists(row => isSame(row, gone))));
    }

    public sealed class OnSqlite(SqliteService service) : SignupRetentionTests(service), IClassFixture<SqliteService>;

    public sealed class OnPostgres(PostgresService service) : SignupRetentionTests(service), IClassFixture<PostgresService>;
}
