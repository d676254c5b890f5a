using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Agents;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Keeps the service hashing, with more waiting than may wait, until it is disposed.</summary>
internal sealed class HashingFlood : IAsyncDisposable
{
    /// <summary>For each core, of which at most half hash: some twenty seconds of work, of which what has not begun is called off.</summary>
    private const int HashesPerCore = 200;

    private readonly CancellationTokenSource end = new();
    private readonly Task[] hashes;

    public HashingFlood(AuthService service)
    {
        var hasher = service.Services.GetRequiredService<PasswordHasher>();
        Assert.True(Password.TryParse("of nobody", out var password));
        hashes = [.. Enumerable.Range(0, HashesPerCore * Environment.ProcessorCount).Select(_ => hasher.HashAsync(password, end.Token))];
        Assert.True(hasher.IsBusy);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(hashes).ContinueWith(static _ => { }, TaskScheduler.Default);
        end.Dispose();
    }
}
