using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>Checks that the data directory is one that the service can write; on PostgreSQL nobody needs it.</summary>
internal sealed class DataDirectoryValidation(IConfiguration configuration) : IValidateOptions<ServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        if (DatabaseTarget.NamesPostgres(configuration))
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            var directory = DataDirectory.Ensure(options.DataPath()).FullName;
            using var probe = new FileStream(Path.Combine(directory, $".probe-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"DataDirectory is \"{options.DataDirectory}\": it must be a directory that the service can make and write ({exception.Message.TrimEnd('.')}), for example ./data.");
        }
    }
}
