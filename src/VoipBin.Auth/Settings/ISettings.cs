namespace VoipBin.Auth.Settings;

/// <summary>A class of settings that is read from one section of the configuration.</summary>
internal interface ISettings
{
    /// <summary>The section's name; empty for settings at the root.</summary>
    static abstract string SectionName { get; }
}
