using System.ComponentModel.DataAnnotations;

namespace VoipBin.Auth.Settings;

/// <summary>What the whole service is told about itself; keys at the root of the configuration.</summary>
internal sealed class ServiceOptions : ISettings
{
    public static string SectionName => "";

    /// <summary>Where the SQLite file, the generated keys and other files lie, relative to the working directory. Default <c>./data</c>.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>The address under which people reach the service, for mailed links and for what counts as this origin. Default: none, the request's own; in links the address where it listens.</summary>
    [SettingExample("https://api.example.net")]
    public Uri? PublicUrl { get; set; }

    /// <summary>Refuses plain http from other machines with 403 <c>HTTPS_REQUIRED</c>. Default false.</summary>
    public bool RequireHttps { get; set; }

    /// <summary>How long a browser that came by https shall come by nothing else (<c>Strict-Transport-Security</c>). Default 365 days, at most 3650; 0 sends no such header.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan HstsMaxAge { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The data directory as a full path.</summary>
    public string DataPath(params ReadOnlySpan<string> parts) => Path.Combine([Path.GetFullPath(DataDirectory), .. parts]);
}
