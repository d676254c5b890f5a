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

    public async Task ExecuteAsync(Caller caller, Guid agentId, bool all, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        if (all)
        {
            (await agents.FindAsync(caller.CustomerId, agentId, cancellationToken))?.RevokeTokens(now);
        }
        else
        {
            tokens.Add(new() { Id = caller.CredentialId, AgentId = agentId, TmExpire = caller.CredentialExpires, TmCreate = now });
        }

        audit.Add(AuditEvent.Create(all ? AllEvent : OneEvent, caller.CustomerId, all ? agentId : caller.CredentialId, origin, now, caller));

        // Whoever else logged the same token out at this moment has done what was asked for.
        await unit.SaveAsync(cancellationToken);
    }
}
