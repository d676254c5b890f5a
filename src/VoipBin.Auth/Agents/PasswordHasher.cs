using Microsoft.Extensions.Options;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Agents;

/// <summary>Hashes and verifies passwords, few at a time: a hash takes a core for a quarter of a second, which a flood of logins must not take from verification (decision 9).</summary>
internal sealed class PasswordHasher(IOptions<PasswordOptions> options, HashSlots slots, HashTime hashTime, TimeProvider time)
{
    /// <summary>The name of the span of hashing a password: the work alone, not the waiting for a core.</summary>
    public const string HashActivity = "hash password";

    /// <summary>In hashes at the configured cost. The half more covers what the work for one name takes longer than that for another.</summary>
    private const double FloorInHashes = 1.5;

    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly Lock measuring = new();

    /// <summary>The least time that a verification takes from when it has a slot; zero before the first.</summary>
    public TimeSpan Floor => (hashTime.Typical ?? TimeSpan.Zero) * FloorInHashes;

    /// <exception cref="HashingBusyException">Too many wait.</exception>
    public async Task<string> HashAsync(Password password, CancellationToken cancellationToken)
    {
        using var place = slots.TryQueue() ?? throw new HashingBusyException();
        return await InSlotAsync(place, () => Measured(() => Bcrypt.Hash(password, options.Value.BcryptCost)), cancellationToken);
    }

    /// <inheritdoc cref="VerifyAsync(Password, string?, HashSlots.Place, CancellationToken)"/>
    /// <exception cref="HashingBusyException">Too many wait.</exception>
    public async Task<bool> VerifyAsync(Password password, string? hash, CancellationToken cancellationToken)
    {
        using var place = slots.TryQueue() ?? throw new HashingBusyException();
        return await VerifyAsync(password, hash, place, cancellationToken);
    }

    /// <summary>Whether <paramref name="password"/> is the one of <paramref name="hash"/>. Without a hash it takes as long, and is never true.</summary>
    /// <remarks>Answers no earlier than <see cref="Floor"/>, so that a hash of a lower cost does not stand out. The wait holds no slot, so that as many logins are answered as without it.</remarks>
    public async Task<bool> VerifyAsync(Password password, string? hash, HashSlots.Place place, CancellationToken cancellationToken)
    {
        var (isRight, begun) = await InSlotAsync(
            place,
            () =>
            {
                MeasureFirst(password);
                var begun = time.GetTimestamp();
                return (Verify(password, hash), begun);
            },
            cancellationToken);
        await WaitForFloorAsync(begun, cancellationToken);
        return isRight;
    }

    /// <summary>Whether the configured cost has risen since <paramref name="hash"/> was made.</summary>
    public bool IsOutdated(string hash) => Bcrypt.CostOf(hash) < options.Value.BcryptCost;

    private bool Verify(Password password, string? hash)
    {
        var cost = options.Value.BcryptCost;
        if (hash is null)
        {
            Check(password, Bcrypt.DecoyOf(cost));
            return false;
        }

        if (Check(password, hash))
        {
            return true;
        }

        // A hash of a lower cost was quick, which would tell that the name exists. Each cost takes twice the time of the one below, so that these add up to the rest.
        for (var rest = Bcrypt.CostOf(hash); rest < cost; rest++)
        {
            Check(password, Bcrypt.DecoyOf(rest));
        }

        return false;
    }

    private bool Check(Password password, string hash) =>
        Bcrypt.CostOf(hash) == options.Value.BcryptCost ? Measured(() => Bcrypt.Verify(password, hash)) : Bcrypt.Verify(password, hash);

    /// <summary>The first verification of all has no floor yet: whatever hash it is for, one is measured before, and not counted as its time.</summary>
    private void MeasureFirst(Password password)
    {
        lock (measuring)
        {
            if (hashTime.Typical is null)
            {
                Check(password, Bcrypt.DecoyOf(options.Value.BcryptCost));
            }
        }
    }

    private T Measured<T>(Func<T> hash)
    {
        var begun = time.GetTimestamp();
        var result = hash();
        hashTime.Add(time.GetElapsedTime(begun));
        return result;
    }

    private async Task WaitForFloorAsync(long begun, CancellationToken cancellationToken)
    {
        var floor = Floor;
        while (floor - time.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero)
        {
            // Timers drop fractions of their step, and may come one early.
            await Task.Delay(rest + TimerStep, time, cancellationToken);
        }
    }

    private static async Task<T> InSlotAsync<T>(HashSlots.Place place, Func<T> work, CancellationToken cancellationToken)
    {
        using (place)
        {
            await place.EnterAsync(cancellationToken);
            using var activity = Instrumentation.Activities.StartActivity(HashActivity);
            return await YieldingThread.RunAsync(work);
        }
    }
}
