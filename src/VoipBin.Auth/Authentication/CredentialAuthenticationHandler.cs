using System.Data.Common;
using Microsoft.AspNetCore.Authentication;

namespace VoipBin.Auth.Authentication;

/// <summary>What both schemes share: they verify the request's one credential, measure that, and tell the operator of a refusal.</summary>
/// <remarks>Not derived from the framework's <c>AuthenticationHandler</c>, which looks up options, a logger and events for each request: nothing here needs them.</remarks>
internal abstract class CredentialAuthenticationHandler(
    ICredentialVerifier verifier, string scheme, IFailedCredentialLimit failures, RefusedCredentialLog log, VerificationMetrics metrics) : IAuthenticationHandler
{
    private static readonly AuthenticateResult NotGood = AuthenticateResult.Fail("The credential is not good.");

    /// <summary>Nobody reads or adds any.</summary>
    private static readonly AuthenticationProperties NoProperties = new();

    private Task<AuthenticateResult>? result;

    protected HttpContext Context { get; private set; } = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        Context = context;
        return Task.CompletedTask;
    }

    /// <summary>Verifies once, however often it is asked.</summary>
    public Task<AuthenticateResult> AuthenticateAsync() => result ??= VerifyAsync();

    public Task ChallengeAsync(AuthenticationProperties? properties) => CredentialChallenge.WriteAsync(Context);

    /// <summary>Never asked for: what a caller may not do is answered by <see cref="CallerAuthorizationResultHandler"/>.</summary>
    public Task ForbidAsync(AuthenticationProperties? properties) => throw new NotSupportedException();

    /// <summary>What is to be done when the credential is good.</summary>
    protected virtual void Accept(Caller caller)
    {
    }

    private async Task<AuthenticateResult> VerifyAsync()
    {
        if (Context.GetRequestCredential() is not RequestCredential.Presented presented || presented.Kind != verifier.Kind)
        {
            return AuthenticateResult.NoResult();
        }

        var begun = metrics.Begin();
        if (failures.Refuses(Context.Connection.RemoteIpAddress) && !verifier.Knows(presented.Text))
        {
            metrics.End(begun, scheme, VerificationMetrics.Limited);
            failures.Report(Context.Connection.RemoteIpAddress);
            Context.Features.Set(failures);
            return NotGood;
        }

        Caller? caller;
        string cause;
        try
        {
            (caller, cause) = await verifier.VerifyAsync(presented.Text, Context.RequestAborted);
        }
        catch (Exception exception)
        {
            metrics.EndFailed(begun, scheme, exception);
            if (exception is OperationCanceledException)
            {
                await CountAbandonedAsync(presented.Text);
            }

            throw;
        }

        if (caller is null)
        {
            metrics.End(begun, scheme, cause);
            log.Write(verifier.Kind, cause, Context);
            CountGuess(presented.Text, cause);
            return NotGood;
        }

        metrics.EndAccepted(begun, scheme, caller);
        Accept(caller);
        return AuthenticateResult.Success(new(CallerIdentity.PrincipalOf(caller, scheme), NoProperties, scheme));
    }

    /// <summary>Whoever does not wait for the answer has asked nevertheless: the question goes on, and a bad credential counts.</summary>
    private async Task CountAbandonedAsync(CredentialText credential)
    {
        try
        {
            if (await verifier.VerifyAsync(credential, CancellationToken.None) is (null, var cause))
            {
                CountGuess(credential, cause);
            }
        }
        catch (DbException)
        {
            // Nobody knows whose it is.
        }
    }

    private void CountGuess(CredentialText credential, string cause)
    {
        if (verifier.IsGuess(credential, cause))
        {
            failures.Count(Context.Connection.RemoteIpAddress);
        }
    }
}
