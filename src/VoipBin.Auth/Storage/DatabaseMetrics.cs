using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Storage;

/// <summary>What went wrong at the database, by kind. A question that nobody asked because the database did not answer a moment ago is not counted again.</summary>
internal sealed class DatabaseMetrics(IMeterFactory meters)
{
    public const string Errors = "voipbin.auth.database.errors";

    private readonly Counter<long> errors = meters.CreateServiceMeter().CreateCounter<long>(Errors, "{error}", "Connections, statements and commits that failed.");

    public void Count(Exception exception)
    {
        // The database decides uniqueness, and says no: that is an answer.
        if (DatabaseErrorKind.Of(exception) is { } kind)
        {
            Count(kind);
        }
    }

    /// <param name="kind">One of <see cref="DatabaseErrorKind"/>.</param>
    public void Count(string kind) => errors.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
