using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Tokens;

/// <summary>Username and password for a token. Every refusal takes the same steps, so that the time tells nothing about the name.</summary>
internal sealed class LoginCommand(
    AgentStore agents, PasswordHasher hasher, TokenIssuer issuer, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    public const string RefusedEvent = "login.refused";

    public async Task<LoginOutcome> ExecuteAsync(string username, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (hasher.IsBusy)
        {
            return new LoginOutcome.Busy();
        }

        var login = await agents.FindForLoginAsync(username, cancellationToken);
        var hash = Password.TryParse(password, out var parsed) ? login?.Agent.PasswordHash : null;
        var isRight = await hasher.VerifyAsync(parsed, hash, cancellationToken);
        if (login is null || !isRight || login.Customer.IsDeleted)
        {
            await RecordAsync(login, origin, cancellationToken);
            return new LoginOutcome.Refused();
        }

        if (login.Customer.Freeze is { } freeze)
        {
            await RecordAsync(login, origin, cancellationToken);
            return new LoginOutcome.Frozen(freeze);
        }

        if (hasher.IsOutdated(hash!))
        {
            await agents.RehashAsync(login.Agent.Id, hash!, await hasher.HashAsync(parsed, cancellationToken), cancellationToken);
        }

        return new LoginOutcome.Accepted(issuer.Issue(login.Agent));
    }

    /// <summary>An unknown name is recorded too, but not told: people type their passwords there.</summary>
    private async Task RecordAsync(AgentLogin? login, RequestOrigin origin, CancellationToken cancellationToken)
    {
        audit.Add(AuditEvent.Create(RefusedEvent, login?.Agent.CustomerId, login?.Agent.Id, origin, time.GetTimestampNow()));
        await unit.SaveAsync(cancellationToken);
    }
}
