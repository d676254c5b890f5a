using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Health;

/// <summary>Keeps the server running for a while after it was told to end, not ready, and closing connections.</summary>
internal sealed class DrainService(IOptions<ShutdownOptions> options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Whether the end has begun.</summary>
    public bool IsDraining { get; private set; }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The host stops the server only when every service has come through here.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        IsDraining = true;
        return Task.Delay(options.Value.Drain, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
