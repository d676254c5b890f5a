using VoipBin.Auth.Agents;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Username and password for a token.</summary>
internal sealed partial class LoginCommand(PasswordSignIn signIn, AgentStore agents, PasswordHasher hasher, TokenIssuer issuer, LoginMetrics metrics, ILogger<LoginCommand> logger)
{
    public async Task<LoginOutcome> ExecuteAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var outcome = await SignInAsync(attempt, cancellationToken);
        metrics.Count(outcome);
        return outcome;
    }

    private async Task<LoginOutcome> SignInAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        switch (await signIn.ExecuteAsync(attempt, cancellationToken))
        {
            case PasswordSignInOutcome.Busy:
                return new LoginOutcome.Busy();
            case PasswordSignInOutcome.Limited limited:
                return new LoginOutcome.Limited(limited.Problem);
            case PasswordSignInOutcome.Accepted({ Customer.Freeze: { } freeze } login, _):
                await signIn.RecordRefusalAsync(login, attempt.Origin, cancellationToken);
                return new LoginOutcome.Frozen(freeze);
            case PasswordSignInOutcome.Accepted({ Agent: var agent }, var device):
                await RehashAsync(agent, attempt.Password, cancellationToken);
                Log.SignedIn(logger, agent.Id, agent.CustomerId, attempt.Origin.RequestId);
                return new LoginOutcome.Accepted(issuer.Issue(agent), device);
            case PasswordSignInOutcome.Refused { IsDelayed: true }:
                return new LoginOutcome.Delayed();
            default:
                return new LoginOutcome.Refused();
        }
    }

    /// <summary>Only now is the password at hand to be hashed at the cost that is configured since. While many wait, or the database cannot be written, it can wait too, until the next login.</summary>
    private async Task RehashAsync(Agent agent, string text, CancellationToken cancellationToken)
    {
        if (agent.PasswordHash is not { } hash || !hasher.IsOutdated(hash) || !Password.TryParse(text, out var password))
        {
            return;
        }

        try
        {
            await agents.RehashAsync(agent.Id, hash, await hasher.HashAsync(password, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (exception is HashingBusyException || DatabaseFault.IsOutage(exception))
        {
            // Whoever has signed in stays signed in.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Signed in: agent {AgentId} of customer {CustomerId}, request {RequestId}")]
        public static partial void SignedIn(ILogger logger, Guid agentId, Guid customerId, string requestId);
    }
}
