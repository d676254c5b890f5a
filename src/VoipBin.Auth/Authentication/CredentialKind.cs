namespace VoipBin.Auth.Authentication;

internal enum CredentialKind
{
    /// <summary>A JWT that a login returned.</summary>
    Token,

    /// <summary>A long-lived key of a customer.</summary>
    Accesskey,
}
