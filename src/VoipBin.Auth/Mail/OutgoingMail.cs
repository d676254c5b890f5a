namespace VoipBin.Auth.Mail;

/// <summary>A mail as it is sent.</summary>
/// <param name="MessageId">The same at every try, so that a recipient's server can drop a second copy.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The plain part.</param>
/// <param name="Html">The part for people.</param>
internal sealed record OutgoingMail(string MessageId, string To, string Subject, string Text, string Html)
{
    public override string ToString() => $"mail {MessageId}";
}
