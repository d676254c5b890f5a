namespace VoipBin.Auth.Mail;

/// <summary>A mail as a feature writes it. It may hold a code or a link: a secret until it is used.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Paragraphs">What is said, in plain text.</param>
/// <param name="Link">A link to press, shown under the first paragraph; null for none.</param>
internal sealed record MailText(string To, string Subject, IReadOnlyList<string> Paragraphs, Uri? Link = null)
{
    public override string ToString() => $"mail \"{Subject}\"";
}
