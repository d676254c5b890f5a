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

    /// <summary>The data directory as a full path.</summary>
    public string DataPath(params ReadOnlySpan<string> parts) => Path.Combine([Path.GetFullPath(DataDirectory), .. parts]);
}
