using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Bootstrap;

/// <summary>The first customer's admin, made when the database has no agent; of no effect afterwards.</summary>
internal sealed class BootstrapOptions : ISettings
{
    public static string SectionName => "Bootstrap";

    /// <summary>The first admin's username. Default on SQLite: <c>admin@localhost</c>; needed on PostgreSQL.</summary>
    [SettingExample("admin@example.net")]
    public string? Username { get; set; }

    /// <summary>The first admin's password, 8 characters to 72 bytes. Default on SQLite: one is generated and printed; needed on PostgreSQL.</summary>
    public string? Password { get; set; }
}
