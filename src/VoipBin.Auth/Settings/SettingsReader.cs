using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Settings;

/// <summary>
/// Binds one section and checks it, so that every fault is told at start, with its key, what is wrong and a good example.
/// Neither the binder nor its data-annotation check names the key, and both would accept a misspelt one silently.
/// </summary>
internal sealed class SettingsReader<TSettings>(IConfiguration configuration) : IConfigureOptions<TSettings>, IValidateOptions<TSettings>
    where TSettings : class, ISettings, new()
{
    private static readonly PropertyInfo[] Properties = typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance);
    private static readonly TSettings Defaults = new();

    private IConfiguration Section => TSettings.SectionName.Length == 0 ? configuration : configuration.GetSection(TSettings.SectionName);

    public void Configure(TSettings options)
    {
        var faults = UnknownKeys().Concat(Properties.Select(FormatFault).OfType<string>()).ToArray();
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(TSettings.SectionName, typeof(TSettings), faults);
        }

        // A key that is set to nothing counts as not there, as in Jwt__Lifetime=${LIFETIME:-}; the binder would choke on it.
        var given = Section.AsEnumerable(makePathsRelative: true).Where(setting => !string.IsNullOrEmpty(setting.Value));
        new ConfigurationBuilder().AddInMemoryCollection(given).Build().Bind(options);
    }

    public ValidateOptionsResult Validate(string? name, TSettings options)
    {
        var faults = Properties.Select(property => RangeFault(property, property.GetValue(options))).OfType<string>().ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Key(string property) =>
        TSettings.SectionName.Length == 0 ? property : ConfigurationPath.Combine(TSettings.SectionName, property);

    private static string Example(PropertyInfo property) =>
        property.GetCustomAttribute<SettingExampleAttribute>()?.Example ?? SettingFormat.Write(property.GetValue(Defaults));

    private static string? RangeFault(PropertyInfo property, object? value) =>
        property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !rule.IsValid(value)) is { } broken
            ? $"{Key(property.Name)} is \"{SettingFormat.Write(value)}\": {SettingFormat.Describe(broken)}, for example {Example(property)}."
            : null;

    private string? FormatFault(PropertyInfo property)
    {
        if (Section[property.Name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (property.PropertyType.IsArray)
        {
            // Its value may be a secret.
            return $"{Key(property.Name)} is a list: set {Key(property.Name)}:0, for example to {Example(property)}.";
        }

        return SettingFormat.FindFault(property.PropertyType, text) is { } fault
            ? $"{Key(property.Name)} is \"{text}\": {fault}, for example {Example(property)}."
            : null;
    }

    /// <summary>At the root stand the settings of everything else too; in a section of ours an unknown key is a slip.</summary>
    private IEnumerable<string> UnknownKeys() =>
        TSettings.SectionName.Length == 0
            ? []
            : Section.GetChildren()
                .Where(child => !Properties.Any(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
                .Select(child => $"{Key(child.Key)} is not a setting; those of {TSettings.SectionName} are {string.Join(", ", Properties.Select(property => property.Name))}.");
}
