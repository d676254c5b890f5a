using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Storage;

/// <summary>Checks the connection string; it holds a password, and is never told.</summary>
internal sealed class StorageOptionsValidation(DatabaseTarget target, IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        // Misspelt, it would start a service on a SQLite file of its own.
        if (configuration.GetSection("ConnectionStrings").GetChildren().FirstOrDefault(child => !child.Key.Equals(DatabaseTarget.PostgresKey, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            return ValidateOptionsResult.Fail($"{other.Path} is not a setting; there is only ConnectionStrings:{DatabaseTarget.PostgresKey}.");
        }

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
