using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tokens;

/// <summary>Judges tokens. One whose signature was good once is remembered until it expires, since a signature stays good (decision 4); whether it is good now is asked each time.</summary>
internal sealed class TokenVerifier(TokenSignature signature, TokenLookup lookup, FactCache<CredentialHash, TokenContent> validated, InvalidationClock clock, TimeProvider time)
    : ICredentialVerifier
{
    public CredentialKind Kind => CredentialKind.Token;

    public async ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential, CancellationToken cancellationToken)
    {
        var hash = CredentialHash.Of(credential.RevealSpan());
        if (validated.Find(hash) is not { } content || time.GetUtcNow() >= content.Expires)
        {
            if (!TokenText.HasOurForm(credential.RevealSpan()))
            {
                return (null, "Malformed");
            }

            var (read, cause) = await signature.ReadAsync(new(credential.Reveal()));
            if (read is null)
            {
                return (null, cause);
            }

            content = read;
            validated.Add(hash, content, clock.Now);
        }

        var outcome = await lookup.FindAsync(content, cancellationToken);
        return outcome is TokenOutcome.Accepted { Caller: var caller } ? (caller, "") : (null, outcome.GetType().Name);
    }

    public bool Knows(CredentialText credential) => validated.Knows(CredentialHash.Of(credential.RevealSpan()));
}
