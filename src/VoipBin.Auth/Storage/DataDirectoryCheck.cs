using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>Makes the data directory, once everything else is known to be right: a start that is refused leaves nothing behind. On PostgreSQL nobody needs it, but mails may lie there.</summary>
internal sealed class DataDirectoryCheck(DatabaseTarget target, DataDirectoryPrivacy privacy, IOptions<ServiceOptions> service)
{
    /// <exception cref="OptionsValidationException">It cannot be made, or not be written.</exception>
    public void Run()
    {
        if (target.IsPostgres)
        {
            privacy.Close();
            return;
        }

        try
        {
            var directory = DataDirectory.Ensure(service.Value.DataPath()).FullName;
            var probe = Path.Combine(directory, $".probe-{Environment.ProcessId}");
            DataDirectory.OpenSecret(probe).Dispose();
            File.Delete(probe);
            privacy.Close();

            // SQLite would make it readable by everybody; what it makes beside it has the mode of this one.
            DataDirectory.EnsureFile(target.SqliteFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(nameof(ServiceOptions), typeof(ServiceOptions),
                [$"DataDirectory is \"{service.Value.DataDirectory}\": it must be a directory that the service can make and write ({exception.Message.TrimEnd('.')}), for example ./data."]);
        }
    }
}
