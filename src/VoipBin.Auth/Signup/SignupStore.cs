using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Signup;

/// <summary>Every query about signups.</summary>
internal sealed class SignupStore(AuthDbContext database) : IExpiringRows
{
    public string Kind => "signups";

    public void Add(PendingSignup signup) => database.Add(signup);

    /// <summary>The signup of that temp_token, waiting or done, while it is not too old.</summary>
    public Task<PendingSignup?> FindEvenDoneAsync(TempToken tempToken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = tempToken.Hash();
        return Recent(now).AsNoTracking().SingleOrDefaultAsync(signup => signup.TempTokenHash == hash, cancellationToken);
    }

    /// <summary>The signup itself, if it waits now.</summary>
    public Task<PendingSignup?> FindAsync(Guid signupId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Waiting(now).AsNoTracking().SingleOrDefaultAsync(signup => signup.Id == signupId, cancellationToken);

    /// <summary>When a signup was completed, or ended by another one; null while it waits.</summary>
    public Task<DateTimeOffset?> FindDoneAsync(Guid signupId, CancellationToken cancellationToken) =>
        database.Set<PendingSignup>().Where(signup => signup.Id == signupId).Select(signup => signup.TmDone).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Takes one of the tries, before the code is judged; false when none is left. One statement, so that a hundred at once are judged five times.</summary>
    public async Task<bool> TryTakeTryAsync(Guid signupId, int maximum, CancellationToken cancellationToken) =>
        await database.Set<PendingSignup>()
            .Where(signup => signup.Id == signupId && signup.Tries < maximum)
            .ExecuteUpdateAsync(update => update.SetProperty(signup => signup.Tries, signup => signup.Tries + 1), cancellationToken) == 1;

    /// <summary>Uses the signup up, by code or by link; false when somebody else was faster.</summary>
    public async Task<bool> FinishAsync(Guid signupId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Waiting(now).Where(signup => signup.Id == signupId)
            .ExecuteUpdateAsync(update => update.SetProperty(signup => signup.TmDone, now), cancellationToken) == 1;

    /// <summary>Ends the signups of an address.</summary>
    public Task EndAsync(string emailKey, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Set<PendingSignup>()
            .Where(signup => signup.EmailKey == emailKey && signup.TmDone == null)
            .ExecuteUpdateAsync(update => update.SetProperty(signup => signup.TmDone, now), cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - PendingSignup.KeptWhenExpired;
        return database.Set<PendingSignup>()
            .Where(signup => signup.TmExpire <= latest)
            .OrderBy(signup => signup.TmExpire)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<PendingSignup> Recent(DateTimeOffset now) => database.Set<PendingSignup>().Where(signup => signup.TmExpire > now);

    private IQueryable<PendingSignup> Waiting(DateTimeOffset now) => Recent(now).Where(signup => signup.TmDone == null);
}
