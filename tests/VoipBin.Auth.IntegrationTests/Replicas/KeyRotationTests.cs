using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>
/// The signing key is changed as docs/operations.md says it, one replica after the other, while people log in and their tokens are
/// presented to whichever replica serves: nobody notices. A token of the key that was taken away is good nowhere.
/// </summary>
[Collection(KeyRotationGroup.Name)]
public sealed class KeyRotationTests(PublishedService published, ITestOutputHelper output)
{
    private const int Replicas = 2;

    private readonly ServiceProcess[] serving = new ServiceProcess[Replicas];
    private readonly ConcurrentQueue<string> tokens = new();
    private readonly ConcurrentQueue<string> failures = new();
    private int logins;
    private int verifications;

    /// <summary>The three steps of the document; what is named first signs.</summary>
    private static string[][] Steps(string old, string added) => [[old, added], [added, old], [added]];

    [Fact]
    public async Task Rotate_OneReplicaAfterTheOther_FailsNoRequestAndEndsTheOldKey()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings["Shutdown:Drain"] = "00:00:00";
        var (old, added) = (Key(), Key());
        SetKeys(place, old);
        for (var replica = 0; replica < Replicas; replica++)
        {
            serving[replica] = await place.StartReadyAsync();
        }

        var before = await serving[0].LoginForTokenAsync();
        tokens.Enqueue(before);
        using var end = new CancellationTokenSource();
        var load = Task.WhenAll(LogInAsync(end.Token), VerifyAsync(end.Token));
        var steps = Steps(old, added);
        foreach (var keys in steps[..^1])
        {
            await RollAsync(place, keys);
        }

        // The document waits for as long as a token lives; here nobody presents the older ones any more.
        await end.CancelAsync();
        await load;
        var after = await serving[0].LoginForTokenAsync();
        tokens.Clear();
        tokens.Enqueue(after);
        using var secondEnd = new CancellationTokenSource();
        load = Task.WhenAll(LogInAsync(secondEnd.Token), VerifyAsync(secondEnd.Token));
        await RollAsync(place, steps[^1]);
        await secondEnd.CancelAsync();
        await load;

        output.WriteLine($"{logins} logins and {verifications} verifications while {Replicas} replicas were exchanged three times.");
        Assert.Empty(failures);
        Assert.InRange(logins, 10, int.MaxValue);
        Assert.InRange(verifications, 100, int.MaxValue);
        foreach (var replica in serving)
        {
            Assert.Equal((401, 404), (await replica.VerifyAsync(before), await replica.VerifyAsync(after)));
        }
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static void SetKeys(Workplace place, params string[] keys)
    {
        place.Settings.Remove("Jwt:SigningKeys:1");
        for (var index = 0; index < keys.Length; index++)
        {
            place.Settings[$"Jwt:SigningKeys:{index.ToString(CultureInfo.InvariantCulture)}"] = keys[index];
        }
    }

    /// <summary>A new process takes the place of an old one, which finishes what it has, as an orchestrator does it.</summary>
    private async Task RollAsync(Workplace place, string[] keys)
    {
        SetKeys(place, keys);
        for (var replica = 0; replica < Replicas; replica++)
        {
            var next = await place.StartReadyAsync();
            var previous = Interlocked.Exchange(ref serving[replica], next);
            var (loggedIn, verified) = (Volatile.Read(ref logins), Volatile.Read(ref verifications));

            // Both kinds of replicas serve for a while, before the old one goes.
            await Eventually.IsTrueAsync(() => Volatile.Read(ref logins) > loggedIn + 2 && Volatile.Read(ref verifications) > verified + 40, "both replicas serve");
            await previous.TerminateAsync();
            Assert.Equal(0, await previous.ExitCodeAsync());
        }
    }

    private async Task LogInAsync(CancellationToken cancellationToken)
    {
        for (var turn = 0; !cancellationToken.IsCancellationRequested; turn++)
        {
            await TryAsync("login", async () => tokens.Enqueue(await serving[turn % Replicas].LoginForTokenAsync()));
            Interlocked.Increment(ref logins);
        }
    }

    /// <summary>Each token that was ever given, at each replica, again and again: the newest first, which the other replica has not seen.</summary>
    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var token in tokens.Reverse().Take(4).Append(tokens.First()))
            {
                foreach (var replica in serving)
                {
                    await TryAsync("verification", async () => Assert.Equal(404, await replica.VerifyAsync(token)));
                    Interlocked.Increment(ref verifications);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    private async Task TryAsync(string what, Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (Exception exception)
        {
            failures.Enqueue($"{what}: {exception.Message}");
        }
    }
}

[CollectionDefinition(Name)]
public sealed class KeyRotationGroup : ICollectionFixture<PublishedService>
{
    public const string Name = "Replicas, change of keys";
}
