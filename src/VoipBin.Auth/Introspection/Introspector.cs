using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.RateLimits;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Introspection;

/// <summary>Tells what a credential is worth that somebody else was shown. It is judged as a request that presents it is, and not counted as one.</summary>
internal sealed partial class Introspector(IEnumerable<ICredentialVerifier> verifiers, IntrospectionLimit limit, RateLimitReport report, ILogger<Introspector> logger)
{
    private readonly Dictionary<CredentialKind, ICredentialVerifier> verifiers = verifiers.ToDictionary(verifier => verifier.Kind);

    /// <param name="asking">Who asks; told only of customers that he has a say in.</param>
    /// <param name="credential">What he asks about.</param>
    /// <param name="origin">The request, under whose id the operator finds why the credential is worth nothing.</param>
    /// <returns>Whom it stands for; nobody when it is worth nothing to who asks, whatever the cause; a refusal when it was not judged.</returns>
    public async ValueTask<(Caller? Found, ProblemResult? Refusal)> FindAsync(Caller asking, CredentialText credential, RequestOrigin origin)
    {
        var verifier = verifiers[credential.KindByForm];

        // What a token says of whom it is counts only when it is signed: none is a question to the database that somebody made up.
        if (verifier.Kind != CredentialKind.Accesskey || verifier.Knows(credential))
        {
            return (Judge(asking, verifier.Kind, await VerifyAsync(verifier, credential), origin), null);
        }

        if (!limit.TryBegin(asking.CustomerId))
        {
            report.Write(limit.Name, origin.Address);
            return (null, new(ProblemCatalogue.RateLimitExceeded.RetryIn(limit.Wait), new LimitDetail(limit.Name)));
        }

        var isGuess = false;
        try
        {
            var verified = await VerifyAsync(verifier, credential);
            isGuess = verified.Caller is null && verifier.IsGuess(credential, verified.Cause);
            return (Judge(asking, verifier.Kind, verified, origin), null);
        }
        finally
        {
            limit.End(asking.CustomerId, isGuess);
        }
    }

    /// <summary>To the end, also when nobody waits for the answer any more: the question is asked nevertheless, and counts.</summary>
    private static ValueTask<(Caller? Caller, string Cause)> VerifyAsync(ICredentialVerifier verifier, CredentialText credential) => verifier.VerifyAsync(credential, CancellationToken.None);

    private Caller? Judge(Caller asking, CredentialKind kind, (Caller? Caller, string Cause) verified, RequestOrigin origin)
    {
        var (found, cause) = verified;
        if (found is { Freeze: null } && asking.MayAccess(found.CustomerId, Permission.CustomerAdmin))
        {
            return found;
        }

        Log.Inactive(logger, kind, found switch
        {
            null => cause,
            { Freeze: null } => "OtherCustomer",
            _ => VerificationMetrics.Frozen,
        }, origin.RequestId);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Told that a {Kind} is not active: {Cause}, request {RequestId}")]
        public static partial void Inactive(ILogger logger, CredentialKind kind, string cause, string requestId);
    }
}
