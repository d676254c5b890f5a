using Microsoft.AspNetCore.Http;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

/// <summary>While the keys cannot be fetched, what was good goes on, and nobody is refused of whom nobody knows.</summary>
public sealed class KeyOutageTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, RequestDelegate> BadAnswers = new()
    {
        ["not found"] = KeyServer.Answering(404, """{"keys":[]}"""),
        ["fault"] = KeyServer.Answering(500, "fault"),
        ["no JSON"] = KeyServer.Answering(200, "<html>"),
        ["nothing"] = KeyServer.Answering(200, ""),
        ["no keys"] = KeyServer.Answering(200, """{"keys":[]}"""),
        ["an array"] = KeyServer.Answering(200, "[]"),
        ["too long"] = KeyServer.Answering(200, $$"""{"keys":[],"more":"{{new string('x', 65536)}}"}"""),
        ["elsewhere"] = context =>
        {
            context.Response.Redirect("/.well-known/jwks.json?followed");
            return Task.CompletedTask;
        },
        ["cut off"] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
    };

    private readonly Signer signer = new();

    public static TheoryData<string> Names => [.. BadAnswers.Keys];

    [Fact]
    public async Task Call_AddressAwayAtStart_Is503UntilItIsThere()
    {
        var keys = await KeyServer.StartAsync(0, signer);
        var address = keys.Address;
        await keys.DisposeAsync();
        await using var service = await CallService.StartAsync(address);

        var answer = await service.CallAsync("/caller", $"X-Auth-Identity: {new Identity(signer, service.Clock)}");

        Assert.Equal(503, answer.Status);
        Assert.Contains("\r\nRetry-After: 3\r\n", $"{answer.Head}\r\n", StringComparison.Ordinal);
        Assert.DoesNotContain("WWW-Authenticate", answer.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, (await service.CallAsync("/caller")).Status);
        Assert.Equal("nobody", (await service.CallAsync("/public", $"X-Auth-Identity: {new Identity(signer, service.Clock)}")).Body);

        await using var back = await KeyServer.StartAsync(address.Port, signer);
        Assert.Equal(503, await service.StatusOfAsync(new Identity(signer, service.Clock)));
        service.Clock.Advance(Pause);
        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));
        Assert.Equal(1, back.Requests);
    }

    [Fact]
    public async Task Call_AddressAwayAfterwards_IsStillAccepted()
    {
        var keys = await KeyServer.StartAsync(0, signer);
        await using var service = await CallService.StartAsync(keys.Address);
        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));
        await keys.DisposeAsync();

        foreach (var later in new[] { 10, 60, 1440 })
        {
            service.Clock.Advance(TimeSpan.FromMinutes(later));
            Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));
            Assert.Equal(401, await service.StatusOfAsync(new Identity(signer, new TestClock())));
        }

        Assert.Equal(503, await service.StatusOfAsync(new Identity(new Signer(), service.Clock)));
        Assert.Single(service.Logged, line => line.StartsWith("Warning: The keys that verify identities could not be fetched", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_BadAnswer_KeepsWhatWasGood(string name)
    {
        await using var keys = await KeyServer.StartAsync(0, signer);
        await using var service = await CallService.StartAsync(keys.Address);
        await using var late = await CallService.StartAsync(keys.Address);
        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));

        keys.Answer = BadAnswers[name];
        service.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));
        Assert.Equal(503, await late.StatusOfAsync(new Identity(signer, late.Clock)));
        Assert.Equal(3, keys.Requests);

        keys.Publish(signer);
        late.Clock.Advance(Pause);
        Assert.Equal(200, await late.StatusOfAsync(new Identity(signer, late.Clock)));
    }

    [Fact]
    public async Task Call_AddressThatHangs_WaitsNoLongerThanTheTimeout()
    {
        await using var keys = await KeyServer.StartAsync();
        keys.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var service = await CallService.StartAsync(keys.Address, options => options.BackchannelTimeout = TimeSpan.FromMilliseconds(200));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.StatusOfAsync(new Identity(signer, service.Clock)))).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.All(statuses, status => Assert.Equal(503, status));
        Assert.Equal(1, keys.Requests);
    }

    [Fact]
    public async Task Call_AddressThatHangsAfterItWasAway_IsNotWaitedFor()
    {
        await using var keys = await KeyServer.StartAsync(0, signer);
        await using var service = await CallService.StartAsync(keys.Address, options => options.BackchannelTimeout = TimeSpan.FromMinutes(1));
        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));
        keys.Answer = KeyServer.Answering(500, "fault");
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)));

        keys.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        service.Clock.Advance(Pause);

        Assert.Equal(200, await service.StatusOfAsync(new Identity(signer, service.Clock)).WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
