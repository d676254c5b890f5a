using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.RateLimits;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Introspection;

/// <summary>Tells what a credential is worth that somebody else was shown. It is judged as a request that presents it is, and not counted as one.</summary>
internal sealed partial class Introspector(IEnumerable<ICredentialVerifier> verifiers, FailureLimits failures, RateLimitReport report, ILogger<Introspector> logger)
{
    private readonly Dictionary<CredentialKind, ICredentialVerifier> verifiers = verifiers.ToDictionary(verifier => verifier.Kind);

    /// <summary>Each credential that nobody has is a question to the database, which takes few at a time: who asked about too many is told about none now but those that were good lately.</summary>
    /// <returns>Null when the credential is to be judged.</returns>
    public ProblemResult? Refuse(Caller asking, CredentialText credential, RequestOrigin origin)
    {
        var limit = failures.Introspections;
        if (limit.Rest(asking.CustomerId) > 0 || verifiers[credential.KindByForm].Knows(credential))
        {
            return null;
        }

        report.Write(limit.Name, origin.Address);
        return new(ProblemCatalogue.RateLimitExceeded.RetryIn(limit.Wait), new LimitDetail(limit.Name));
    }

    /// <param name="asking">Who asks; told only of customers that he has a say in.</param>
    /// <param name="credential">What he asks about.</param>
    /// <param name="requestId">Under which the operator finds why it is worth nothing.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>Whom it stands for; null when it is worth nothing to who asks, whatever the cause.</returns>
    public async ValueTask<Caller?> FindAsync(Caller asking, CredentialText credential, string requestId, CancellationToken cancellationToken)
    {
        var kind = credential.KindByForm;
        var (found, cause) = await verifiers[kind].VerifyAsync(credential, cancellationToken);
        if (found is null && verifiers[kind].IsGuess(credential, cause))
        {
            failures.Introspections.TryTake(asking.CustomerId);
        }

        if (found is { Freeze: null } && asking.MayAccess(found.CustomerId, Permission.CustomerAdmin))
        {
            return found;
        }

        Log.Inactive(logger, kind, found switch
        {
            null => cause,
            { Freeze: null } => "OtherCustomer",
            _ => VerificationMetrics.Frozen,
        }, requestId);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Told that a {Kind} is not active: {Cause}, request {RequestId}")]
        public static partial void Inactive(ILogger logger, CredentialKind kind, string cause, string requestId);
    }
}
