namespace VoipBin.Auth.Credentials;

/// <summary>A cache as an invalidation sees it.</summary>
internal interface IFactCache
{
    /// <summary>What the keys of its rows begin with: <c>customer:</c>.</summary>
    string Prefix { get; }

    /// <summary>Forgets one row; what a lookup has read of it and not stored yet is not stored.</summary>
    /// <param name="key">The row's key without the prefix.</param>
    void Forget(string key);

    /// <summary>Believes nothing any longer of any row, and not what lookups have read and not stored yet.</summary>
    void Clear();
}
