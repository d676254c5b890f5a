using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Mail;

/// <summary>How mail leaves the service. Without a host it is written to <c>&lt;DataDirectory&gt;/mail</c> as <c>.eml</c> files.</summary>
internal sealed class MailOptions : ISettings
{
    public static string SectionName => "Mail";

    /// <summary>The mail server's name. Default: none, mail becomes files.</summary>
    [SettingExample("smtp.example.net")]
    public string? Host { get; set; }

    /// <summary>The mail server's port. Default 587, 1 to 65535.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted with STARTTLS. Default true.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>The name to log in to the mail server with. Default: none, no login.</summary>
    [SettingExample("mailer")]
    public string? Username { get; set; }

    /// <summary>The password to log in to the mail server with. Default: none.</summary>
    public string? Password { get; set; }

    /// <summary>Whom the mail is from. Default <c>no-reply@localhost</c>.</summary>
    [EmailAddress]
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>What the product is called in mails. Default <c>VoipBin</c>.</summary>
    [Required]
    public string ProductName { get; set; } = "VoipBin";
}
