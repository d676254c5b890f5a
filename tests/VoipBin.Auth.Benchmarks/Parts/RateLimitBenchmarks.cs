using BenchmarkDotNet.Attributes;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Benchmarks.Parts;

/// <summary>What counting a request costs by itself, of which an answer has two.</summary>
[MemoryDiagnoser]
public class RateLimitBenchmarks
{
    private const int Key = 7;

    private static readonly RateLimit<int> Limit = new("api", perSecond: 1_000_000, burst: 1000);

    [Benchmark(Description = "take a token")]
    public bool Take() => Limit.TryTake(Key);

    [Benchmark(Description = "tell what is left")]
    public string Describe() => Limit.Describe(Key);
}
