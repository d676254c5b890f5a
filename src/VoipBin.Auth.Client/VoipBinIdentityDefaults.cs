namespace VoipBin.Auth.Client;

/// <summary>What the scheme is called.</summary>
public static class VoipBinIdentityDefaults
{
    /// <summary>The name of the scheme, unless another is given, and always the <see cref="System.Security.Claims.ClaimsIdentity.AuthenticationType"/> of whom it authenticated.</summary>
    public const string AuthenticationScheme = "VoipBinIdentity";
}
