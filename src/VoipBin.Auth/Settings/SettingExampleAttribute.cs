namespace VoipBin.Auth.Settings;

/// <summary>A good value, shown when a wrong one is refused; without it the default is shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingExampleAttribute(string example) : Attribute
{
    public string Example { get; } = example;
}
