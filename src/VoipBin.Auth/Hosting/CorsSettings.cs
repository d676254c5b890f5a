using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>Which pages of other origins may call the API from a browser.</summary>
internal sealed class CorsSettings : ISettings
{
    public static string SectionName => "Cors";

    /// <summary>The allowed origins. None, the default, means any: a request from elsewhere is never authenticated by a cookie, so that a page can only use a credential that it has been given.</summary>
    [SettingExample("https://app.example.net")]
    public string[] Origins { get; set; } = [];
}
