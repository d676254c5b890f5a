using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>Whom somebody tells who has found a fault in this deployment.</summary>
internal sealed class SecurityTextSettings : ISettings
{
    public static string SectionName => "SecurityText";

    /// <summary>The addresses for reports, the preferred one first, as URIs: <c>mailto:</c>, <c>https:</c> or <c>tel:</c> (RFC 9116, section 2.5.3). None, the default: there is no <c>/.well-known/security.txt</c>.</summary>
    [SettingExample("mailto:security@example.net")]
    public string[] Contacts { get; set; } = [];
}
