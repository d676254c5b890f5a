using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>Whether somebody who is signed in also knows the password: a stolen token is not enough for what cannot be undone. A wrong one is recorded.</summary>
internal sealed class PresentPassword(PasswordHasher hasher, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    /// <param name="caller">An agent.</param>
    /// <param name="hash">The agent's; null when it has no password.</param>
    /// <param name="text">What was sent.</param>
    /// <param name="origin">The request.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<bool> MatchesAsync(Caller caller, string? hash, string text, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var usable = Password.TryParse(text, out var password) ? hash : null;
        if (await hasher.VerifyAsync(password, usable, cancellationToken))
        {
            return true;
        }

        // Saved by itself: the command that asked is refused, and leaves no other row.
        unit.Forget();
        audit.Add(AuditEvent.Create(AgentEvents.PasswordRefused, caller.CustomerId, caller.AgentId, origin, time.GetTimestampNow(), caller));
        await unit.SaveAsync(cancellationToken);
        return false;
    }
}
