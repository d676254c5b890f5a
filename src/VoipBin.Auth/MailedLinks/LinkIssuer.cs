using VoipBin.Auth.Authentication;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.MailedLinks;

/// <summary>Makes links to be mailed. They begin with the configured address of the service, never with what a request calls it.</summary>
internal sealed class LinkIssuer(MailedLinkStore links, PublicAddress address, TimeProvider time)
{
    /// <summary>The page on which an address is confirmed.</summary>
    public const string EmailVerifyPath = "/auth/email-verify";

    /// <summary>The page on which a password is set.</summary>
    public const string PasswordResetPath = "/auth/password-reset";

    /// <summary>How long a link lives that somebody asked for himself, and waits for.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromHours(1);

    /// <summary>How long a link lives that comes unexpected.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(24);

    /// <summary>Adds a link to the unit of work.</summary>
    /// <returns>The address to be mailed. It holds the secret: it goes into a mail, and nowhere else.</returns>
    public Uri Issue(LinkPurpose purpose, Guid subjectId, TimeSpan lifetime, string value = "", Caller? requester = null)
    {
        var token = LinkToken.Generate();
        links.Add(MailedLink.Create(token, purpose, subjectId, value, requester, lifetime, time.GetTimestampNow()));
        return address.Of($"{(purpose == LinkPurpose.Password ? PasswordResetPath : EmailVerifyPath)}?token={token.Reveal()}");
    }
}
