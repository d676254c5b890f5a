using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What the mail server of a <see cref="IMailingService"/> took for somebody.</summary>
internal static class Mailbox
{
    /// <summary>Every mail for an address, oldest first, when no mail waits any more.</summary>
    public static async Task<IReadOnlyList<ReceivedMail>> MailsForAsync(this AuthService service, string address)
    {
        await Eventually.IsTrueAsync(
            async () =>
            {
                var waiting = await service.Seed.InDatabaseAsync(database => database.Set<QueuedMail>().AsNoTracking().Where(mail => mail.TmDone == null).ToListAsync());

                // Pauses between tries are no part of a test.
                service.Clock.Advance(waiting.Any(mail => mail.TmNextTry > service.Clock.GetUtcNow()) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
                return waiting.Count == 0;
            },
            "no mail waits");
        return ((IMailingService)service).Sink.TakenFor(address);
    }

    /// <summary>The one mail for an address with that subject.</summary>
    public static async Task<ReceivedMail> MailForAsync(this AuthService service, string address, string subject) =>
        Assert.Single(await service.MailsForAsync(address), mail => mail.Header("Subject") == subject);
}
