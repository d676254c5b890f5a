using VoipBin.Auth.Agents;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tokens;

/// <summary>Username and password for a token.</summary>
internal sealed class LoginCommand(PasswordSignIn signIn, AgentStore agents, PasswordHasher hasher, TokenIssuer issuer, LoginMetrics metrics)
{
    public async Task<LoginOutcome> ExecuteAsync(string username, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var outcome = await SignInAsync(username, password, origin, cancellationToken);
        metrics.Count(outcome);
        return outcome;
    }

    private async Task<LoginOutcome> SignInAsync(string username, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        switch (await signIn.ExecuteAsync(username, password, origin, cancellationToken))
        {
            case PasswordSignInOutcome.Busy:
                return new LoginOutcome.Busy();
            case PasswordSignInOutcome.Accepted({ Customer.Freeze: { } freeze } login):
                await signIn.RecordRefusalAsync(login, origin, cancellationToken);
                return new LoginOutcome.Frozen(freeze);
            case PasswordSignInOutcome.Accepted({ Agent: var agent }):
                await RehashAsync(agent, password, cancellationToken);
                return new LoginOutcome.Accepted(issuer.Issue(agent));
            default:
                return new LoginOutcome.Refused();
        }
    }

    /// <summary>Only now is the password at hand to be hashed at the cost that is configured since.</summary>
    private async Task RehashAsync(Agent agent, string text, CancellationToken cancellationToken)
    {
        if (agent.PasswordHash is { } hash && hasher.IsOutdated(hash) && Password.TryParse(text, out var password))
        {
            await agents.RehashAsync(agent.Id, hash, await hasher.HashAsync(password, cancellationToken), cancellationToken);
        }
    }
}
