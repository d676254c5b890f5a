using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>Which proxies are believed.</summary>
internal sealed class ProxySettings : ISettings
{
    public static string SectionName => "Proxies";

    /// <summary>The networks (CIDR) whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count. None, the default, means this machine only.</summary>
    [SettingExample("10.0.0.0/8")]
    public string[] TrustedNetworks { get; set; } = [];
}
