using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoipBin.Auth.Tests.Storage;
using VoipBin.Auth.Unregister;

namespace VoipBin.Auth.Tests.Unregister;

public sealed class DeletionServiceTests
{
    /// <summary>An exception that leaves a background service ends the whole process.</summary>
    [Fact]
    public async Task Start_RoundFails_GoesOn()
    {
        var (time, scopes) = (new ManualTime(), new FailingScopes());
        using var service = new DeletionService(scopes, time, NullLogger<DeletionService>.Instance);

        await service.StartAsync(CancellationToken.None);
        var timer = await time.NextTimerAsync();
        for (var round = 1; round <= 2; round++)
        {
            timer.Ring();
            await scopes.Asked.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await service.StopAsync(CancellationToken.None);

        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed class FailingScopes : IServiceScopeFactory
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public IServiceScope CreateScope()
        {
            Asked.Release();
            throw new NotSupportedException("a fault of ours");
        }
    }
}
