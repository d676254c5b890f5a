namespace VoipBin.Auth.Mail;

/// <summary>A mail that waits to be sent: stored with the change that it tells of, so that neither is lost without the other.</summary>
internal sealed class QueuedMail
{
    /// <summary>How long a mail is kept that was sent or given up, for people who ask what became of it.</summary>
    public static readonly TimeSpan KeptWhenDone = TimeSpan.FromDays(7);

    private QueuedMail()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Recipient, subject and text, protected: they may hold a code or a link. Empty once the mail is sent or given up.</summary>
    public string Content { get; private set; } = "";

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>When it is due; while somebody tries, when his time is over.</summary>
    public DateTimeOffset TmNextTry { get; private set; }

    /// <summary>From this instant on it is given up.</summary>
    public DateTimeOffset TmExpire { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    /// <summary>When the server took it, or it was given up; null while it waits.</summary>
    public DateTimeOffset? TmDone { get; private set; }

    public static QueuedMail Create(string content, TimeSpan lifetime, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Content = content,
        TmNextTry = now,
        TmExpire = now + lifetime,
        TmCreate = now,
    };
}
