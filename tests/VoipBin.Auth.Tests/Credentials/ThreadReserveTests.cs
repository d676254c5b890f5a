using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Credentials;

/// <summary>Threads are had at once while PostgreSQL is silent, and only then. What is set is the process's.</summary>
public sealed class ThreadReserveTests
{
    private const int Reserve = 128;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly ManualClock time = new();
    private readonly CacheTrust trust;

    public ThreadReserveTests() => trust = new(Options.Create(new CredentialOptions()), time);

    [Fact]
    public async Task Threads_WhilePostgresIsSilent_AreMore()
    {
        var usual = Threads;
        Assert.True(usual < Reserve, $"There are {usual} threads already.");
        using var reserve = Make("Host=database;Username=auth");
        trust.Confirm(time.GetTimestamp());
        await reserve.StartAsync(CancellationToken.None);

        time.Advance(Silence - TimeSpan.FromTicks(1));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(usual, Threads);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Reserve, await ThreadsNextAsync(usual));

        trust.Confirm(time.GetTimestamp());
        Assert.Equal(usual, await ThreadsNextAsync(Reserve));

        time.Advance(Silence);
        Assert.Equal(Reserve, await ThreadsNextAsync(usual));
        await reserve.StopAsync(CancellationToken.None);
        Assert.Equal(usual, Threads);
    }

    /// <summary>A file is never silent: no statement waits for another machine.</summary>
    [Fact]
    public async Task Threads_OnSqlite_AreAsTheyWere()
    {
        var usual = Threads;
        using var reserve = Make(postgres: null);

        // It would be silent: nothing was ever heard of it.
        await reserve.StartAsync(CancellationToken.None);
        await reserve.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(usual, Threads);
    }

    private static int Threads
    {
        get
        {
            ThreadPool.GetMinThreads(out var threads, out _);
            return threads;
        }
    }

    /// <summary>How many there are once there are not so many any more.</summary>
    private static async Task<int> ThreadsNextAsync(int before)
    {
        for (var wait = 0; wait < 1000 && Threads == before; wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return Threads;
    }

    /// <summary>Looks at the trust by this machine's time; only what it finds there is of the test's.</summary>
    private ThreadReserve Make(string? postgres)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"ConnectionStrings:{DatabaseTarget.PostgresKey}", postgres)]).Build();
        return new(new(configuration, Options.Create(new ServiceOptions())), trust, TimeProvider.System);
    }
}
