using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Storage;

/// <summary>Checks the connection string; it holds a password, and is never told.</summary>
internal sealed class StorageOptionsValidation(DatabaseTarget target, IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    private static readonly string[] Keys = [DatabaseTarget.PostgresKey, DatabaseTarget.PostgresDirectKey];

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        // Misspelt, it would start a service on a SQLite file of its own.
        if (configuration.GetSection("ConnectionStrings").GetChildren().FirstOrDefault(child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } other)
        {
            return ValidateOptionsResult.Fail($"{other.Path} is not a setting; there are only {string.Join(", ", Keys.Select(key => $"ConnectionStrings:{key}"))}.");
        }

        try
        {
            return target is { IsPostgres: true, ConnectionString.Length: 0 } or { IsPostgres: true, ListenerConnectionString.Length: 0 } ? ValidateOptionsResult.Skip : ValidateOptionsResult.Success;
        }
        catch (OptionsValidationException exception)
        {
            return ValidateOptionsResult.Fail(exception.Failures);
        }
    }
}
