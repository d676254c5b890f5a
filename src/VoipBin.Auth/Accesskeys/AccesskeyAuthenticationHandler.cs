using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The scheme of accesskeys.</summary>
internal sealed class AccesskeyAuthenticationHandler(AccesskeyLookup lookup, AccesskeyUsageCollector usage, RefusedCredentialLog log, VerificationMetrics metrics)
    : CredentialAuthenticationHandler(CredentialKind.Accesskey, Schemes.Accesskey, log, metrics)
{
    protected override async ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential)
    {
        var outcome = await lookup.FindAsync(AccesskeyToken.Parse(credential.Reveal()), Context.RequestAborted);
        if (outcome is not AccesskeyOutcome.Accepted { Caller: var caller })
        {
            return (null, outcome.GetType().Name);
        }

        usage.Record(caller, Context.Connection.RemoteIpAddress);
        return (caller, "");
    }
}
