using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Guessing;

/// <summary>How guessing passwords is slowed down. After a failure nothing more is judged for a while, and each further failure doubles that time.</summary>
internal sealed class GuessOptions : ISettings
{
    public static string SectionName => "Guessing";

    /// <summary>How long after the first failure no password is judged. Default 1 second; 0 switches the delays off, at most 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay for one name from one network (IPv4 /24, IPv6 /64). Default 15 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest delay for one name from everywhere, so that many networks do not help and nobody is locked out for long. Default 30 seconds; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestAccountDelay { get; set; } = TimeSpan.FromSeconds(30);
}
