using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Judges accesskeys.</summary>
internal sealed class AccesskeyVerifier(AccesskeyLookup lookup) : ICredentialVerifier
{
    public CredentialKind Kind => CredentialKind.Accesskey;

    public async ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential, CancellationToken cancellationToken)
    {
        var outcome = await lookup.FindAsync(AccesskeyToken.Parse(credential.Reveal()), cancellationToken);
        return outcome is AccesskeyOutcome.Accepted { Caller: var caller } ? (caller, "") : (null, outcome.GetType().Name);
    }

    public bool Knows(CredentialText credential) => lookup.Knows(AccesskeyToken.Parse(credential.Reveal()));
}
