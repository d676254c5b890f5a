using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The scheme of accesskeys. A request that a key authenticated is a use of it.</summary>
internal sealed class AccesskeyAuthenticationHandler(
    AccesskeyVerifier verifier, AccesskeyUsageCollector usage, IFailedCredentialLimit failures, RefusedCredentialLog log, VerificationMetrics metrics)
    : CredentialAuthenticationHandler(verifier, Schemes.Accesskey, failures, log, metrics)
{
    protected override void Accept(Caller caller) => usage.Record(caller, Context.Connection.RemoteIpAddress);
}
