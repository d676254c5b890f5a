using Microsoft.Extensions.Options;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Checks the signing keys; their values are never told.</summary>
internal sealed class TokenOptionsValidation(DatabaseTarget target) : IValidateOptions<TokenOptions>
{
    private const string HowTo = "for example the output of: openssl rand -base64 32";

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        if (options.SigningKeys.Length == 0 && target.IsPostgres)
        {
            return ValidateOptionsResult.Fail($"Jwt:SigningKeys:0 is missing: on PostgreSQL every replica must be given the same signing key, {HowTo}.");
        }

        var faults = options.SigningKeys
            .Select((key, index) => SigningKeys.IsStrong(key) ? null : $"Jwt:SigningKeys:{index} is not base64 of at least {SigningKeys.MinimumBytes} bytes, {HowTo}.")
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
