using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Json;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Mail;

/// <summary>Takes mails from the features. They are stored in the feature's unit of work, and sent outside of every request.</summary>
internal sealed class Outbox(MailStore store, IDataProtectionProvider protection, IOptions<MailOptions> options, MailSignal signal, TimeProvider time) : IDisposable
{
    /// <summary>How long a mail is tried.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("Mail.Outbox");
    private bool isUsed;

    /// <summary>Adds a mail to the unit of work; the sender looks for it when the request is over. Null is a mail to nobody: where a stranger must not learn whether there is a mail, it costs as much.</summary>
    public void Add(MailText? text)
    {
        var content = protector.Protect(JsonSerializer.Serialize(text, ServiceJson.Options));
        store.Add(QueuedMail.Create(content, Lifetime, time.GetTimestampNow()));
        isUsed = true;
    }

    /// <summary>The mail that a row of the outbox stands for; null when it is to nobody.</summary>
    public OutgoingMail? Open(QueuedMail mail)
    {
        if (JsonSerializer.Deserialize<MailText>(protector.Unprotect(mail.Content), ServiceJson.Options) is not { } text)
        {
            return null;
        }

        var domain = options.Value.From[(options.Value.From.IndexOf('@') + 1)..];
        return MailLayout.Render(text, options.Value.ProductName, $"<{mail.Id:N}@{domain}>");
    }

    /// <summary>Wakes the sender at the end of the request: woken before the commit, it would find nothing, and rest.</summary>
    public void Dispose()
    {
        if (isUsed)
        {
            signal.Raise();
        }
    }
}
