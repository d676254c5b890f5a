using VoipBin.Auth.Audit;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.RateLimits;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>Name and password, wherever they are taken. Every refusal takes the same steps, so that the time tells nothing about the name.</summary>
internal sealed class PasswordSignIn(
    AgentStore agents, PasswordHasher hasher, HashSlots slots, GuessGuard guesses, FailureLimits failures, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    public async Task<PasswordSignInOutcome> ExecuteAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        // Before the name is looked up: whoever is told to wait learns nothing about it.
        var (name, address) = (Agent.KeyOf(attempt.Username), attempt.Origin.Address);
        var subjects = guesses.SubjectsOf(name, address, attempt.Device);
        if (!subjects.IsOfDevice && failures.Logins.Refuses(address))
        {
            failures.Logins.Report(address);
            return new PasswordSignInOutcome.Limited(failures.Logins);
        }

        using var place = slots.TryQueueFor(address);
        if (place is null)
        {
            return new PasswordSignInOutcome.Busy();
        }

        var isAccepted = false;
        try
        {
            var login = await agents.FindForLoginAsync(attempt.Username, cancellationToken);
            var hash = Password.TryParse(attempt.Password, out var password) ? login?.Agent.PasswordHash : null;
            var isRight = await hasher.VerifyAsync(password, hash, place, cancellationToken) && login is { Customer.IsDeleted: false };

            // From here on a client that hangs up changes nothing: the work was done for it.
            var counts = await guesses.CountsAsync(subjects, isRight, CancellationToken.None);
            isAccepted = isRight && counts;
            if (isAccepted)
            {
                return new PasswordSignInOutcome.Accepted(login!, guesses.Recognise(name, attempt.Device));
            }

            await RecordRefusalAsync(login, attempt.Origin, counts ? null : AgentEvents.SignInRefusedData.Waiting, CancellationToken.None);
            return new PasswordSignInOutcome.Refused(IsDelayed: !counts);
        }
        finally
        {
            // Also of who hung up before, and when the database cannot be written: it takes a hash every time.
            if (!isAccepted && !subjects.IsOfDevice)
            {
                failures.Logins.Count(address);
            }
        }
    }

    /// <summary>Records the refusal of somebody who knew the password, and may not enter nevertheless.</summary>
    public Task RecordRefusalAsync(AgentLogin login, RequestOrigin origin, CancellationToken cancellationToken) => RecordRefusalAsync(login, origin, data: null, cancellationToken);

    /// <summary>An unknown name is not told: people type their passwords there.</summary>
    private async Task RecordRefusalAsync(AgentLogin? login, RequestOrigin origin, AgentEvents.SignInRefusedData? data, CancellationToken cancellationToken)
    {
        audit.Add(AuditEvent.Create(AgentEvents.SignInRefused, login?.Agent.CustomerId, login?.Agent.Id, origin, time.GetTimestampNow(), data: data));
        await unit.SaveAsync(cancellationToken);
    }
}
