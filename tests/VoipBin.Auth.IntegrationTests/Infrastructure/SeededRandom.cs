namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>SplitMix64: the same numbers for the same seed on every version of the framework, so that a failure can be run again.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    public int Next(int bound)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
}
