using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>Whether somebody who is signed in also knows the password: a stolen token is not enough for what cannot be undone. A wrong one is recorded, and delays the next: a stolen token guesses no faster than a stranger.</summary>
internal sealed class PresentPassword(PasswordHasher hasher, GuessGuard guesses, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    /// <param name="caller">An agent.</param>
    /// <param name="hash">The agent's; null when it has no password.</param>
    /// <param name="text">What was sent.</param>
    /// <param name="origin">The request.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<bool> MatchesAsync(Caller caller, string? hash, string text, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var usable = Password.TryParse(text, out var password) ? hash : null;
        var isRight = await hasher.VerifyAsync(password, usable, cancellationToken);

        // Saved by themselves: a command that is refused leaves no other row.
        unit.Forget();
        if (await guesses.CountsAsync(guesses.SubjectsOf(caller.CredentialId), isRight, cancellationToken) && isRight)
        {
            return true;
        }

        audit.Add(AuditEvent.Create(AgentEvents.PasswordRefused, caller.CustomerId, caller.AgentId, origin, time.GetTimestampNow(), caller));
        await unit.SaveAsync(cancellationToken);
        return false;
    }
}
