using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>How long rows are kept that nobody needs to be served.</summary>
internal sealed class RetentionOptions : ISettings
{
    public static string SectionName => "Retention";

    /// <summary>How long an audit event is kept. Default 365 days, 30 to 3650 days.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan AuditEvents { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a deleted accesskey, agent or customer is kept. Default 90 days, 1 to 3650 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan DeletedRows { get; set; } = TimeSpan.FromDays(90);
}
