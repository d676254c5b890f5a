using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Storage;

/// <summary>Checks the connection string; it holds a password, and is never told.</summary>
internal sealed class StorageOptionsValidation(DatabaseTarget target) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        try
        {
            return target is { IsPostgres: true, ConnectionString.Length: 0 } ? ValidateOptionsResult.Skip : ValidateOptionsResult.Success;
        }
        catch (OptionsValidationException exception)
        {
            return ValidateOptionsResult.Fail(exception.Failures);
        }
    }
}
