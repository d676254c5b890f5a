using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Introspection;

/// <summary>Tells what a credential is worth that somebody else was shown. It is judged as a request that presents it is, and not counted as one.</summary>
internal sealed partial class Introspector(IEnumerable<ICredentialVerifier> verifiers, ILogger<Introspector> logger)
{
    private readonly Dictionary<CredentialKind, ICredentialVerifier> verifiers = verifiers.ToDictionary(verifier => verifier.Kind);

    /// <param name="asking">Who asks; told only of customers that he has a say in.</param>
    /// <param name="credential">What he asks about.</param>
    /// <param name="requestId">Under which the operator finds why it is worth nothing.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>Whom it stands for; null when it is worth nothing to who asks, whatever the cause.</returns>
    public async ValueTask<Caller?> FindAsync(Caller asking, CredentialText credential, string requestId, CancellationToken cancellationToken)
    {
        var kind = credential.KindByForm;
        var (found, cause) = await verifiers[kind].VerifyAsync(credential, cancellationToken);
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
