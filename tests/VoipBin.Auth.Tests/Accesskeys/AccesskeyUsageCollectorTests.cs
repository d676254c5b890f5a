using System.Net;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyUsageCollectorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Customer = Guid.Parse("0190d5c8-0000-7000-8000-000000000001");
    private static readonly IPAddress Address = IPAddress.Parse("203.0.113.9");

    private readonly AccesskeyUsageCollector collector = new(new FixedClock(Now));

    [Fact]
    public void Take_AfterUses_GivesOneUsageAKeyAndThenNothing()
    {
        var (first, second) = (Key(1), Key(2));
        collector.Record(first, Address);
        collector.Record(second, address: null);
        collector.Record(first, Address);

        var (taken, rest) = (collector.Take(), collector.Take());

        Assert.Equal(
            [(first.CredentialId, Customer, new DateOnly(2026, 3, 1), 2L, Now, Address), (second.CredentialId, Customer, new DateOnly(2026, 3, 1), 1L, Now, null)],
            taken.OrderBy(usage => usage.AccesskeyId).Select(usage => (usage.AccesskeyId, usage.CustomerId, usage.Day, usage.Uses, usage.TmLastUsed, usage.Address)));
        Assert.Empty(rest);
    }

    [Fact]
    public void Take_InParts_GivesEveryKeyOnceBeforeItBeginsAnew()
    {
        const int keys = 1000, enough = 100;
        for (var number = 0; number < keys; number++)
        {
            collector.Record(Key(number), Address);
        }

        var parts = new List<AccesskeyUsage[]>();
        while (collector.Take(enough) is { Length: > 0 } part)
        {
            parts.Add(part);
        }

        Assert.All(parts.SkipLast(1), part => Assert.InRange(part.Length, enough, 2 * enough));
        Assert.Equal(keys, parts.SelectMany(part => part).Select(usage => usage.AccesskeyId).Distinct().Count());
        Assert.Equal(keys, parts.Sum(part => part.Length));
    }

    [Fact]
    public void Record_FrozenCustomer_CountsNothing()
    {
        collector.Record(Key(1) with { Freeze = new(DeletionScheduledAt: null, DeletionEffectiveAt: null) }, Address);

        Assert.Empty(collector.Take());
    }

    [Fact]
    public async Task Record_ManyAtOnceWhileTheyAreTaken_CountsEveryUse()
    {
        const int threads = 4, uses = 10_000;
        var keys = Enumerable.Range(0, 3).Select(Key).ToArray();
        var taken = new List<AccesskeyUsage>();

        var recording = Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            for (var use = 0; use < uses; use++)
            {
                collector.Record(keys[use % keys.Length], Address);
            }
        })));
        while (!recording.IsCompleted)
        {
            taken.AddRange(collector.Take());
        }

        await recording;
        taken.AddRange(collector.Take());
        Assert.Equal(threads * uses, taken.Sum(usage => usage.Uses));
        Assert.Equal(keys.Length, taken.Select(usage => usage.AccesskeyId).Distinct().Count());
    }

    [Fact]
    public void Record_KeyThatIsKnown_AllocatesNothing()
    {
        var key = Key(1);
        collector.Record(key, Address);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var use = 0; use < 10_000; use++)
        {
            collector.Record(key, Address);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Record_MoreKeysThanThereIsRoomFor_CountsThoseThatAreKnownAndSaysHowManyUsesItDropped()
    {
        for (var number = 0; number < AccesskeyUsageCollector.MaximumWaiting; number++)
        {
            collector.Record(Key(number), Address);
        }

        collector.Record(Key(-1), Address);
        collector.Record(Key(-2), Address);
        collector.Record(Key(7), Address);

        var taken = collector.Take();
        Assert.Equal((AccesskeyUsageCollector.MaximumWaiting, AccesskeyUsageCollector.MaximumWaiting + 1L), (taken.Length, taken.Sum(usage => usage.Uses)));
        Assert.Equal((2, 0), (collector.TakeUncounted(), collector.TakeUncounted()));
        collector.Record(Key(-1), Address);
        Assert.Equal(Key(-1).CredentialId, Assert.Single(collector.Take()).AccesskeyId);
    }

    [Fact]
    public void PutBack_UsedAgainInTheMeantime_AddsUpAndKeepsTheLaterAddress()
    {
        var (key, other) = (Key(1), Key(2));
        var (earlier, alone) = (Usage(key, uses: 4, Now.AddMinutes(-1)), Usage(other, uses: 2, Now.AddMinutes(-1)));
        collector.Record(key, Address);

        collector.PutBack([earlier, alone]);

        Assert.Equal(
            [(5, Now, Address), (2, Now.AddMinutes(-1), IPAddress.Loopback)],
            collector.Take().OrderBy(usage => usage.AccesskeyId).Select(usage => (usage.Uses, usage.TmLastUsed, usage.Address)));
    }

    private static AccesskeyUsage Usage(Caller key, long uses, DateTimeOffset lastUsed) =>
        AccesskeyUsage.Create(key.CredentialId, DateOnly.FromDateTime(lastUsed.UtcDateTime), new(key.CustomerId, uses, lastUsed, IPAddress.Loopback));

    private static Caller Key(int number) =>
        new(CredentialKind.Accesskey, Customer, new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1), Now.AddDays(1), Permission.CustomerAdmin);
}
