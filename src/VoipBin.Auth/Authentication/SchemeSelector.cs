namespace VoipBin.Auth.Authentication;

/// <summary>Picks the scheme for the credential that a request presents.</summary>
internal static class SchemeSelector
{
    /// <summary>What presents nothing, or nothing to look at, goes to the token scheme, whose challenge then says so.</summary>
    public static string Select(HttpContext context) =>
        context.GetRequestCredential() is RequestCredential.Presented { Kind: CredentialKind.Accesskey } ? Schemes.Accesskey : Schemes.Token;
}
