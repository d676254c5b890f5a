using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Hosting;

/// <summary>Checks that each contact is a URI that a person can use.</summary>
internal sealed class SecurityTextSettingsValidation : IValidateOptions<SecurityTextSettings>
{
    public ValidateOptionsResult Validate(string? name, SecurityTextSettings options)
    {
        var faults = options.Contacts
            .Select((contact, index) => IsContact(contact) ? null : $"SecurityText:Contacts:{index} is \"{contact}\": it must be a URI that begins with mailto:, https: or tel:, for example mailto:security@example.net.")
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsContact(string text) =>
        !text.Any(char.IsControl) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("mailto" or "https" or "tel") && text.Length > uri.Scheme.Length + 1;
}
