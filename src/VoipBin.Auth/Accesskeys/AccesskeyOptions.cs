using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What accesskeys may be.</summary>
internal sealed class AccesskeyOptions : ISettings
{
    public static string SectionName => "Accesskeys";

    /// <summary>The shortest life that a key may be given. Default 1 day, 1 second to 100 years.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "36500.00:00:00")]
    public TimeSpan MinimumLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The longest life that a key may be given. Default ten years of 365 days, 1 second to 100 years.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "36500.00:00:00")]
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>The life of a key whose maker does not say. Default 365 days; between the other two.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "36500.00:00:00")]
    public TimeSpan DefaultLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many living keys, expired ones included, a customer may have. Default 1000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaximumPerCustomer { get; set; } = 1000;
}
