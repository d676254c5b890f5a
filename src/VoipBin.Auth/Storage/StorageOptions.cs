using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>How the service treats its database.</summary>
internal sealed class StorageOptions : ISettings
{
    public static string SectionName => "Storage";

    /// <summary>Whether pending migrations are applied when the service starts. Default true; false leaves it to the <c>migrate</c> verb, and the service is not ready until that was done.</summary>
    public bool MigrateAtStart { get; set; } = true;
}
