using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Identity;

/// <summary>How the identities of callers are signed, which services behind a proxy verify.</summary>
internal sealed class IdentityOptions : ISettings
{
    public static string SectionName => "Identity";

    /// <summary>
    /// Private keys on the curve P-256, each as PEM or as base64 of DER: the first signs, all are published, so that a key is changed by putting the new one first;
    /// where there are several, the first signs ten minutes after the start, and the second until then. Default none: on SQLite one is generated into the
    /// data directory, on PostgreSQL the service does not start.
    /// </summary>
    [SettingExample("the output of: VoipBin.Auth key identity")]
    [SuppressMessage("Performance", "CA1819", Justification = "The binder fills it once.")]
    public string[] SigningKeys { get; set; } = [];

    /// <summary>The <c>iss</c> of the identities. Default <c>voipbin</c>, at most 255 characters.</summary>
    [Required]
    [StringLength(255)]
    public string Issuer { get; set; } = "voipbin";
}
