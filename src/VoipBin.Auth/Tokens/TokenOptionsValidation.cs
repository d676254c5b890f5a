using Microsoft.Extensions.Options;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Checks the signing keys; their values are never told.</summary>
internal sealed class TokenOptionsValidation(DatabaseTarget target) : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        if (options.SigningKeys.Length == 0 && target.IsPostgres)
        {
            return ValidateOptionsResult.Fail($"Jwt:SigningKeys:0 is missing: on PostgreSQL every replica must be given the same signing key, {SigningKeys.HowTo}.");
        }

        var faults = options.SigningKeys
            .Select((key, index) => FindFault(options.SigningKeys, index) is { } fault ? $"Jwt:SigningKeys:{index} {fault}, {SigningKeys.HowTo}." : null)
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The same key twice is a change of keys that was meant and not made.</summary>
    private static string? FindFault(string[] keys, int index) =>
        SigningKeyStrength.FindFault(keys[index])
        ?? (Array.FindIndex(keys, 0, index, other => SigningKeyStrength.FindFault(other) is null && IsSame(other, keys[index])) is >= 0 and var first
            ? $"is the same key as Jwt:SigningKeys:{first}: set another one"
            : null);

    private static bool IsSame(string one, string other) => Convert.FromBase64String(one).AsSpan().SequenceEqual(Convert.FromBase64String(other));
}
