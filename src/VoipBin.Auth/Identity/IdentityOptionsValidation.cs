using Microsoft.Extensions.Options;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Identity;

/// <summary>Checks the keys of identities; their values are never told.</summary>
internal sealed class IdentityOptionsValidation(DatabaseTarget target) : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        if (options.SigningKeys.Length == 0 && target.IsPostgres)
        {
            return ValidateOptionsResult.Fail($"Identity:SigningKeys:0 is missing: on PostgreSQL every replica must be given the same key, {IdentityKey.HowTo}.");
        }

        var keys = options.SigningKeys.Select(IdentityKey.TryRead).ToArray();
        var faults = keys
            .Select((_, index) => FindFault(keys, index) is { } fault ? $"Identity:SigningKeys:{index} {fault}, {IdentityKey.HowTo}." : null)
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FindFault(IdentityKey?[] keys, int index)
    {
        if (keys[index] is not { } key)
        {
            return "is not a private key on the curve P-256, as PEM or as base64 of DER";
        }

        if (key.IsPublished)
        {
            return "is a key that a standard shows as an example, so that everybody has it";
        }

        var first = Array.FindIndex(keys, other => other?.Published.KeyId == key.Published.KeyId);
        return first < index ? $"is the same key as Identity:SigningKeys:{first}: set another one" : null;
    }
}
