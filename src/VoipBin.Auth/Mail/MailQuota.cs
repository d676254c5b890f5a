using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Mail;

/// <summary>When the last mails of one kind went to one address: whoever types somebody else's address into a form must not fill his mailbox.</summary>
/// <remarks>A register of five instants that a mail shifts by one: the fifth before decides whether there is room. The row knows its address by hash only.</remarks>
internal sealed class MailQuota
{
    public const int KeyLength = SHA256.HashSizeInBytes;

    /// <summary>The time between two mails that somebody asks for. A mail that tells what was done goes at once: two changes in one minute are two to know of.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The time in which five mails go out.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private MailQuota()
    {
    }

    /// <summary>SHA-256 of kind and address.</summary>
    public byte[] Key { get; private set; } = [];

    public DateTimeOffset Tm1 { get; private set; }

    public DateTimeOffset Tm2 { get; private set; }

    public DateTimeOffset Tm3 { get; private set; }

    public DateTimeOffset Tm4 { get; private set; }

    /// <summary>When the last mail went.</summary>
    public DateTimeOffset Tm5 { get; private set; }

    /// <summary>The quota of an address to which the first mail goes.</summary>
    public static MailQuota Create(byte[] key, DateTimeOffset now) => new()
    {
        Key = key,
        Tm1 = DateTimeOffset.UnixEpoch,
        Tm2 = DateTimeOffset.UnixEpoch,
        Tm3 = DateTimeOffset.UnixEpoch,
        Tm4 = DateTimeOffset.UnixEpoch,
        Tm5 = now,
    };

    /// <summary>The time between two mails of a kind.</summary>
    public static TimeSpan PauseOf(MailKind kind) => kind switch
    {
        MailKind.PasswordChanged or MailKind.PermissionChanged or MailKind.UsernameChanged or MailKind.CustomerEmailChanged or MailKind.AccesskeyCreated => TimeSpan.Zero,
        _ => Pause,
    };

    /// <summary>What a quota is found by; an address is the same in any case of letters.</summary>
    public static byte[] KeyOf(MailKind kind, string address) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{address.Trim().ToLowerInvariant()}"));
}
