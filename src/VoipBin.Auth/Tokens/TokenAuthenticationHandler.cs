using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>The scheme of tokens.</summary>
internal sealed class TokenAuthenticationHandler(TokenVerifier verifier, RefusedCredentialLog log, VerificationMetrics metrics)
    : CredentialAuthenticationHandler(verifier, Schemes.Token, log, metrics);
