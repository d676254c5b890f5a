using VoipBin.Auth.Audit;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>Name and password, wherever they are taken. Every refusal takes the same steps, so that the time tells nothing about the name.</summary>
internal sealed class PasswordSignIn(AgentStore agents, PasswordHasher hasher, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    public async Task<PasswordSignInOutcome> ExecuteAsync(string username, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (hasher.IsBusy)
        {
            return new PasswordSignInOutcome.Busy();
        }

        var login = await agents.FindForLoginAsync(username, cancellationToken);
        var hash = Password.TryParse(password, out var parsed) ? login?.Agent.PasswordHash : null;
        var isRight = await hasher.VerifyAsync(parsed, hash, cancellationToken);
        if (login is null || !isRight || login.Customer.IsDeleted)
        {
            await RecordRefusalAsync(login, origin, cancellationToken);
            return new PasswordSignInOutcome.Refused();
        }

        return new PasswordSignInOutcome.Accepted(login);
    }

    /// <summary>Records a refusal; also that of somebody who knew the password, and may not enter nevertheless. An unknown name is not told: people type their passwords there.</summary>
    public async Task RecordRefusalAsync(AgentLogin? login, RequestOrigin origin, CancellationToken cancellationToken)
    {
        audit.Add(AuditEvent.Create(AgentEvents.SignInRefused, login?.Agent.CustomerId, login?.Agent.Id, origin, time.GetTimestampNow()));
        await unit.SaveAsync(cancellationToken);
    }
}
