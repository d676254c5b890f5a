namespace VoipBin.Auth.Credentials;

/// <summary>What a cache holds, how much, and for how long.</summary>
/// <param name="Prefix">What its rows are called in an invalidation, for example <c>customer:</c>.</param>
/// <param name="Parse">Reads a row's key from an invalidation; null when it is none.</param>
/// <param name="Capacity">How many rows it remembers at most.</param>
/// <param name="Lifetime">How long it remembers a row at most.</param>
internal sealed record FactCacheShape<TKey>(string Prefix, Func<string, TKey?> Parse, int Capacity, TimeSpan Lifetime)
    where TKey : struct;
