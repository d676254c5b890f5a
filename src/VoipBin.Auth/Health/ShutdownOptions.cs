using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Health;

/// <summary>How the service ends.</summary>
internal sealed class ShutdownOptions : ISettings
{
    public static string SectionName => "Shutdown";

    /// <summary>How long the service says that it is not ready, and still answers, so that a balancer stops sending. Default 2 s, 0 to 60 s. What is in flight then has five seconds more.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}
