using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What the mail server of a <see cref="IMailingService"/> took for somebody.</summary>
internal static partial class Mailbox
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

    /// <summary>The link of a mail, the same in both of its parts.</summary>
    public static Uri Link(this ReceivedMail mail)
    {
        var link = Assert.Single(LinkPattern().Matches(mail.Part("text/plain"))).Value;
        Assert.Contains($"href=\"{link}\"", mail.Part("text/html"), StringComparison.Ordinal);
        return new(link);
    }

    /// <summary>The secret of a mail's link.</summary>
    public static string LinkToken(this ReceivedMail mail) => mail.Link().Query["?token=".Length..];

    [GeneratedRegex(@"https?://\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
