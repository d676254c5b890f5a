using VoipBin.Auth.Settings;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>How reverse proxies ask whether a request may pass.</summary>
internal sealed class ForwardAuthOptions : ISettings
{
    public static string SectionName => "ForwardAuth";

    /// <summary>A file of rules, by host, method and path; read again when it changes. Default none: any caller with a good credential may use everything.</summary>
    [SettingExample("/etc/voipbin-auth/rules.json")]
    public string? RulesFile { get; set; }

    /// <summary>Whether a CORS preflight passes without a credential: a browser sends none with it. Default true.</summary>
    public bool AllowPreflight { get; set; } = true;

    /// <summary>Addresses, parted by semicolons, where the decision endpoints listen alone; then they are nowhere else. Default none: where everything listens.</summary>
    [SettingExample("http://0.0.0.0:9090")]
    public string? Urls { get; set; }
}
