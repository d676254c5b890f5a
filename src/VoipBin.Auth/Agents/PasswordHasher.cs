using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Agents;

/// <summary>Hashes and verifies passwords, few at a time: a hash takes a core for a quarter of a second, which a flood of logins must not take from verification (decision 9).</summary>
internal sealed class PasswordHasher(IOptions<PasswordOptions> options) : IDisposable
{
    private const int WaitingPerSlot = 16;

    private static readonly int SlotCount = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly SemaphoreSlim slots = new(SlotCount);
    private int waiting;

    /// <summary>Whether so many wait that another one should try again later: some four seconds at the default cost.</summary>
    public bool IsBusy => Volatile.Read(ref waiting) >= SlotCount * WaitingPerSlot;

    public Task<string> HashAsync(Password password, CancellationToken cancellationToken) =>
        InSlotAsync(() => Bcrypt.Hash(password, options.Value.BcryptCost), cancellationToken);

    /// <summary>Whether <paramref name="password"/> is the one of <paramref name="hash"/>. Without a hash it takes as long, and is never true.</summary>
    public Task<bool> VerifyAsync(Password password, string? hash, CancellationToken cancellationToken) =>
        InSlotAsync(() => Verify(password, hash), cancellationToken);

    /// <summary>Whether the configured cost has risen since <paramref name="hash"/> was made.</summary>
    public bool IsOutdated(string hash) => Bcrypt.CostOf(hash) < options.Value.BcryptCost;

    public void Dispose() => slots.Dispose();

    private bool Verify(Password password, string? hash)
    {
        var cost = options.Value.BcryptCost;
        if (hash is null)
        {
            Bcrypt.Verify(password, Bcrypt.DecoyOf(cost));
            return false;
        }

        if (Bcrypt.Verify(password, hash))
        {
            return true;
        }

        // A hash of a lower cost was quick, which would tell that the name exists. Each cost takes twice the time of the one below, so that these add up to the rest.
        for (var rest = Bcrypt.CostOf(hash); rest < cost; rest++)
        {
            Bcrypt.Verify(password, Bcrypt.DecoyOf(rest));
        }

        return false;
    }

    private async Task<T> InSlotAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await slots.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            slots.Release();
        }
    }
}
