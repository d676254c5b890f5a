using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Authentication;

/// <summary>How credentials may be presented.</summary>
internal sealed class CredentialOptions : ISettings
{
    public static string SectionName => "Credentials";

    /// <summary>Whether <c>?token=</c> and <c>?accesskey=</c> are accepted. Default true, as the documents promise; false keeps credentials out of URLs.</summary>
    public bool AllowQuery { get; set; } = true;
}
