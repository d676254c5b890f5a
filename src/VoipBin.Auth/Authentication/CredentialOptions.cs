using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Authentication;

/// <summary>How credentials may be presented.</summary>
internal sealed class CredentialOptions : ISettings
{
    public static string SectionName => "Credentials";

    /// <summary>Whether <c>?token=</c> and <c>?accesskey=</c> are accepted. Default true, as the documents promise; false keeps credentials out of URLs.</summary>
    public bool AllowQuery { get; set; } = true;

    /// <summary>How many credentials are remembered, so that they cost no query. Default 200000, 0 to 10000000; an entry takes about 300 bytes, the username of an agent included. 0 asks the database each time.</summary>
    [Range(0, 10_000_000)]
    public int CacheEntries { get; set; } = 200_000;

    /// <summary>How long what is remembered is believed when no word comes from the database about revocations. Default 5 seconds, 2 seconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan ListenerBound { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a credential that was good at the last contact goes on while the database is away; also the longest that a revocation can take, when this process alone is cut off. Default 1 minute, 0 (off) to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OutageGrace { get; set; } = TimeSpan.FromMinutes(1);
}
