using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>What arrives at an address, where the service writes its mails to files.</summary>
internal static class Mailbox
{
    private static readonly ConcurrentDictionary<string, ReceivedMail> Known = new(StringComparer.Ordinal);

    /// <summary>Every mail to an address, the oldest first, once none waits to be sent.</summary>
    public static async Task<IReadOnlyList<ReceivedMail>> MailsToAsync(this AuthService service, string address)
    {
        await Eventually.IsTrueAsync(
            () => service.Seed.InDatabaseAsync(async database => !await database.Set<QueuedMail>().AnyAsync(mail => mail.TmDone == null)), "no mail waits");
        var directory = service.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.DataPath("mail");
        return Directory.Exists(directory)
            ? [.. Directory.GetFiles(directory, "*.eml").Select(Read).Where(mail => mail.Header("To").Equals(address, StringComparison.OrdinalIgnoreCase)).OrderBy(mail => mail.Header("Message-ID"), StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The one mail to an address.</summary>
    public static async Task<ReceivedMail> MailToAsync(this AuthService service, string address) => Assert.Single(await service.MailsToAsync(address));

    /// <summary>What each mail to an address is about.</summary>
    public static async Task<IEnumerable<string>> SubjectsToAsync(this AuthService service, string address) => (await service.MailsToAsync(address)).Select(mail => mail.Header("Subject"));

    private static ReceivedMail Read(string file) => Known.GetOrAdd(file, static file => new([], File.ReadAllText(file)));
}
