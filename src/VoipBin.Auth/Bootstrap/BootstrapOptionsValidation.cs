using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Bootstrap;

/// <summary>Checks the first admin's name and password; the password is never told.</summary>
internal sealed class BootstrapOptionsValidation : IValidateOptions<BootstrapOptions>
{
    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        if (string.IsNullOrEmpty(options.Username) != string.IsNullOrEmpty(options.Password))
        {
            return ValidateOptionsResult.Fail("Bootstrap:Username and Bootstrap:Password must be set together, for example admin@example.net and a password of 8 characters or more.");
        }

        if (!string.IsNullOrEmpty(options.Username) && !IsAddress(options.Username))
        {
            return ValidateOptionsResult.Fail($"Bootstrap:Username must be an e-mail address of at most {Agent.UsernameMaximumLength} characters, for example admin@example.net.");
        }

        return string.IsNullOrEmpty(options.Password) || (options.Password.Length >= Password.MinimumLength && Password.TryParse(options.Password, out _))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Bootstrap:Password must have at least {Password.MinimumLength} characters and at most {Password.MaximumBytes} bytes, for example the output of: openssl rand -base64 18");
    }

    /// <summary>No more than it takes to be one: <c>admin@localhost</c> is good enough for a laptop.</summary>
    private static bool IsAddress(string text) =>
        text.Length <= Agent.UsernameMaximumLength
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
        && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }];
}
