using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>The scheme of tokens.</summary>
internal sealed class TokenAuthenticationHandler(TokenVerifier verifier, IFailedCredentialLimit failures, RefusedCredentialLog log, VerificationMetrics metrics)
    : CredentialAuthenticationHandler(verifier, Schemes.Token, failures, log, metrics);
