using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.MailedLinks;

/// <summary>A link that was mailed to somebody, good for one use until it expires.</summary>
internal sealed class MailedLink
{
    public const int ValueMaximumLength = 255;
    public const int PurposeMaximumLength = 16;

    /// <summary>How long the row stays when the link is no longer good.</summary>
    public static readonly TimeSpan KeptWhenExpired = TimeSpan.FromDays(1);

    private MailedLink()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>SHA-256 of the link's token.</summary>
    public byte[] TokenHash { get; private set; } = [];

    public LinkPurpose Purpose { get; private set; }

    /// <summary>Whom it is about.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>What it is to change to; empty when the purpose says it all.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The agent who asked for it, where it matters who did: he must still be allowed to when the link is used.</summary>
    public Guid? RequesterId { get; private set; }

    /// <summary>The generation of the token with which he asked: what ends his tokens ends his links.</summary>
    public int? RequesterGeneration { get; private set; }

    /// <summary>From this instant on the link is refused.</summary>
    public DateTimeOffset TmExpire { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    /// <summary>When it was used, or ended by another one; null while it is good.</summary>
    public DateTimeOffset? TmDone { get; private set; }

    public static MailedLink Create(LinkToken token, LinkPurpose purpose, Guid subjectId, string value, Caller? requester, TimeSpan lifetime, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TokenHash = token.Hash(),
        Purpose = purpose,
        SubjectId = subjectId,
        Value = value,
        RequesterId = requester?.AgentId,
        RequesterGeneration = requester?.Generation,
        TmExpire = now + lifetime,
        TmCreate = now,
    };
}
