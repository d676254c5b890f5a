using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Tokens;

/// <summary>Ends one token of an agent, or all of them.</summary>
internal sealed class LogoutCommand(TokenStore tokens, AgentStore agents, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    public const string OneEvent = "token.revoked";
    public const string AllEvent = "agent.tokens_revoked";

    /// <summary>A delegate ends only itself, whatever it asks for: the super admin's other tokens are not its business.</summary>
    public async Task ExecuteAsync(Caller caller, bool all, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        var agentId = caller.AgentId ?? caller.DelegatorId!.Value;
        all &= caller.DelegatorId is null;
        if (all)
        {
            (await agents.FindAsync(caller.CustomerId, agentId, cancellationToken))?.RevokeTokens(now);
        }
        else
        {
            tokens.Add(new() { Id = caller.CredentialId, AgentId = agentId, TmExpire = caller.CredentialExpires, TmCreate = now });
        }

        var (type, subjectId) = caller.DelegatorId is not null ? (DelegateCommand.EndedEvent, caller.CustomerId) : all ? (AllEvent, agentId) : (OneEvent, caller.CredentialId);
        audit.Add(AuditEvent.Create(type, caller.CustomerId, subjectId, origin, now, caller));

        // Whoever else logged the same token out at this moment has done what was asked for.
        await unit.SaveAsync(cancellationToken);
    }
}
