using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Agents;

/// <summary>Hashes and verifies passwords, few at a time: a hash takes a core for a quarter of a second, which a flood of logins must not take from verification (decision 9).</summary>
internal sealed class PasswordHasher(IOptions<PasswordOptions> options) : IDisposable
{
    private readonly SemaphoreSlim slots = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Task<string> HashAsync(Password password, CancellationToken cancellationToken) =>
        InSlotAsync(() => Bcrypt.Hash(password, options.Value.BcryptCost), cancellationToken);

    /// <summary>Whether <paramref name="password"/> is the one of <paramref name="hash"/>. Without a hash it takes as long, and is never true.</summary>
    public Task<bool> VerifyAsync(Password password, string? hash, CancellationToken cancellationToken) =>
        InSlotAsync(() => Bcrypt.Verify(password, hash ?? Bcrypt.DecoyOf(options.Value.BcryptCost)) && hash is not null, cancellationToken);

    /// <summary>Whether the configured cost has risen since <paramref name="hash"/> was made.</summary>
    public bool IsOutdated(string hash) => Bcrypt.CostOf(hash) < options.Value.BcryptCost;

    public void Dispose() => slots.Dispose();

    private async Task<T> InSlotAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
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
