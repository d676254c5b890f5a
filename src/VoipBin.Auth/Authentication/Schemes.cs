namespace VoipBin.Auth.Authentication;

/// <summary>The names of the authentication schemes.</summary>
internal static class Schemes
{
    /// <summary>The policy scheme that every policy names; it forwards to the scheme of the presented credential.</summary>
    public const string Credential = "Credential";

    /// <summary>JWTs, in <c>Tokens/</c>.</summary>
    public const string Token = "Token";

    /// <summary>The framework's JwtBearer, whose options say which signatures are good; no policy names it.</summary>
    public const string Signature = "Signature";

    /// <summary>Accesskeys, in <c>Accesskeys/</c>.</summary>
    public const string Accesskey = "Accesskey";

    /// <summary>The cookie of the console, in <c>AdminConsole/</c>; only its policies name it.</summary>
    public const string Console = "Console";
}
