using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Mail;

/// <summary>Sends by SMTP, or writes <c>.eml</c> files when no host is configured.</summary>
internal sealed class SmtpMailSender(IOptions<MailOptions> options, IOptions<ServiceOptions> service) : IMailSender
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = Compose(mail);
        if (string.IsNullOrEmpty(options.Value.Host))
        {
            await WriteAsync(message, cancellationToken);
            return;
        }

        using var client = new SmtpClient(options.Value.Host, options.Value.Port)
        {
            EnableSsl = options.Value.StartTls,
            Credentials = string.IsNullOrEmpty(options.Value.Username) ? null : new NetworkCredential(options.Value.Username, options.Value.Password),
        };
        await client.SendMailAsync(message, cancellationToken);
    }

    /// <summary>The framework would leave a file that everybody can read. It writes into a directory of its own, from where the file comes whole, and closed.</summary>
    private async Task WriteAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var directory = DataDirectory.Ensure(service.Value.DataPath("mail"));
        var desk = DataDirectory.Ensure(Path.Combine(directory.FullName, $".{Guid.CreateVersion7()}"));
        try
        {
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = desk.FullName };
            await client.SendMailAsync(message, cancellationToken);
            foreach (var file in desk.EnumerateFiles())
            {
                DataDirectory.CloseFile(file.FullName);
                file.MoveTo(Path.Combine(directory.FullName, file.Name));
            }
        }
        finally
        {
            desk.Delete(recursive: true);
        }
    }

    private MailMessage Compose(OutgoingMail mail)
    {
        var message = new MailMessage(options.Value.From, mail.To)
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = EncodingOf(mail.Text),
        };
        var html = AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = EncodingOf(mail.Html);
        message.AlternateViews.Add(html);
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>As readable as can be: people and scripts look into the files.</summary>
    private static TransferEncoding EncodingOf(string text) => Ascii.IsValid(text) ? TransferEncoding.SevenBit : TransferEncoding.QuotedPrintable;
}
