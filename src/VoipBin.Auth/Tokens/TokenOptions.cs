using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Tokens;

/// <summary>How tokens are made and checked.</summary>
internal sealed class TokenOptions : ISettings
{
    public static string SectionName => "Jwt";

    /// <summary>
    /// The keys of the signature, base64 of at least 32 bytes each: the first signs, all verify, so that a key is changed
    /// by putting the new one first. Default none: on SQLite one is generated into the data directory, on PostgreSQL the service does not start.
    /// </summary>
    [SettingExample("the output of: VoipBin.Auth key token")]
    [SuppressMessage("Performance", "CA1819", Justification = "The binder fills it once.")]
    public string[] SigningKeys { get; set; } = [];

    /// <summary>How long a token is good. Default 7 days, as the documents promise; 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The <c>iss</c> of our tokens; another one is refused. Default <c>voipbin</c>, at most 255 characters.</summary>
    [Required]
    [StringLength(255)]
    public string Issuer { get; set; } = "voipbin";
}
