namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>The mails of a service that has no mail server: files in its data directory.</summary>
internal static class Mailbox
{
    /// <summary>What the last line of a mail of several parts ends with: until then it is being written.</summary>
    private const string End = "--";

    /// <summary>Waits for the one mail to an address that has the subject.</summary>
    public static async Task<ReceivedMail> MailToAsync(this Workplace place, string address, string subject)
    {
        ReceivedMail? found = null;
        await Eventually.IsTrueAsync(() => (found = FindMail(place, address, subject)) is not null, $"a mail to {address} is there: {subject}");
        return found!;
    }

    private static ReceivedMail? FindMail(Workplace place, string address, string subject)
    {
        var folder = new DirectoryInfo(Path.Combine(place.Data, "mail"));
        return folder.Exists
            ? folder.GetFiles("*.eml")
                .Select(file => File.ReadAllText(file.FullName))
                .Where(text => text.TrimEnd().EndsWith(End, StringComparison.Ordinal))
                .Select(text => new ReceivedMail([], text))
                .SingleOrDefault(mail => mail.Header("To").Equals(address, StringComparison.OrdinalIgnoreCase) && mail.Header("Subject") == subject)
            : null;
    }
}
