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

        var faults = options.SigningKeys
            .Select((key, index) => IdentityKey.TryRead(key) is null ? $"Identity:SigningKeys:{index} is not a private key on the curve P-256, as PEM or as base64 of DER, {IdentityKey.HowTo}." : null)
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
