using System.Globalization;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Whatever target a client sends: what the platform sees is allowed by the rules however it reads the path, and holds no credential.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class HostileTargetTests(ProxiedPlatform platform, ITestOutputHelper output)
{
    private const int Requests = 2000;

    /// <summary>Another one is run with the environment variable; the one that failed stands in the failure.</summary>
    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("VOIPBIN_TEST_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Targets_MadeToBeMisread_AreSeenByThePlatformOnlyWhereAllowed(string proxy)
    {
        var generator = new HostileRequest(new(Seed), platform.Credentials);
        var answers = new SortedDictionary<int, int>();
        var (before, through) = (platform.Platform.Count, 0);
        using var connection = platform[proxy].Connect();
        for (var i = 0; i < Requests; i++)
        {
            var (method, target, headers) = generator.Next();
            var what = $"Seed {Seed}, request {i}: {method} {target} | {string.Join(" | ", headers)}";
            var response = await connection.SendAsync(method, target, headers);

            answers[response.Status] = answers.GetValueOrDefault(response.Status) + 1;
            Assert.True(response.Status < 500, $"{what} → {response.Status}");
            if (platform.Platform.Behind(response) is { } seen)
            {
                through++;
                Assert.True(seen.Method == method || (seen.Method, method) is ("GET", "HEAD"), $"{what} → {seen.Head}");
                Assert.True(
                    ProxiedRules.Allow(seen.Target.Split('?')[0], seen.Header("X-Auth-Type"), int.Parse("0" + seen.Header("X-Auth-Permission"), CultureInfo.InvariantCulture)),
                    $"{what} → the platform saw {seen.Head}");
                Assert.All(platform.Credentials.Markers, marker => Assert.False(seen.Head.Contains(marker, StringComparison.Ordinal), $"{what} → {seen.Head}"));
            }
        }

        output.WriteLine($"{proxy}, seed {Seed}: {Requests} requests, {through} reached the platform: {string.Join(", ", answers.Select(answer => $"{answer.Value} × {answer.Key}"))}.");
        // Neither refused everything nor let one request become two.
        Assert.InRange(through, Requests / 20, Requests * 3 / 4);
        Assert.Equal(before + through, platform.Platform.Count);
        platform.AssertNoSecretLeft(proxy);
    }
}
