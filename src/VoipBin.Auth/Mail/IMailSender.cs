namespace VoipBin.Auth.Mail;

/// <summary>The world outside: hands one mail to a server, or to a directory.</summary>
internal interface IMailSender
{
    /// <exception cref="System.Net.Mail.SmtpException">The server did not take it; a later try may help.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
