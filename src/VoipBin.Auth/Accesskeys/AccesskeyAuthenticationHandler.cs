using Microsoft.AspNetCore.Authentication;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The scheme of accesskeys.</summary>
/// <remarks>Not derived from the framework's <c>AuthenticationHandler</c>, which looks up options, a logger and events for each request: it needs none of them.</remarks>
internal sealed class AccesskeyAuthenticationHandler(AccesskeyLookup lookup, AccesskeyUsageCollector usage, RefusedCredentialLog log, VerificationMetrics metrics) : IAuthenticationHandler
{
    private static readonly AuthenticateResult NotGood = AuthenticateResult.Fail("The accesskey is not good.");

    private HttpContext context = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        if (context.GetRequestCredential() is not RequestCredential.Presented { Kind: CredentialKind.Accesskey, Text: var text })
        {
            return AuthenticateResult.NoResult();
        }

        var begun = metrics.Begin();
        AccesskeyOutcome outcome;
        try
        {
            outcome = await lookup.FindAsync(AccesskeyToken.Parse(text.Reveal()), context.RequestAborted);
        }
        catch (Exception exception)
        {
            metrics.EndFailed(begun, Schemes.Accesskey, exception);
            throw;
        }

        if (outcome is AccesskeyOutcome.Accepted { Caller: var caller })
        {
            metrics.EndAccepted(begun, Schemes.Accesskey, caller);
            usage.Record(caller, context.Connection.RemoteIpAddress);
            return AuthenticateResult.Success(new(CallerIdentity.PrincipalOf(caller, Schemes.Accesskey), Schemes.Accesskey));
        }

        metrics.End(begun, Schemes.Accesskey, outcome.GetType().Name);
        log.Write(CredentialKind.Accesskey, outcome.GetType().Name, context);
        return NotGood;
    }

    public Task ChallengeAsync(AuthenticationProperties? properties) => CredentialChallenge.WriteAsync(context);

    /// <summary>Never asked for: what a caller may not do is answered by <see cref="CallerAuthorizationResultHandler"/>.</summary>
    public Task ForbidAsync(AuthenticationProperties? properties) => throw new NotSupportedException();
}
