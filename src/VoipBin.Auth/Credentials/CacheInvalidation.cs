using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>Makes the caches forget what was changed: by this process at once, by others when the database tells.</summary>
internal sealed class CacheInvalidation(IEnumerable<IFactCache> caches) : ICommitWatcher
{
    /// <summary>Stands for everything.</summary>
    public const string Everything = "*";

    private readonly IFactCache[] all = [.. caches];

    public void Changed(IReadOnlyCollection<string> keys)
    {
        foreach (var key in keys)
        {
            Forget(key);
        }
    }

    /// <summary>Forgets a row, or everything; what nobody remembers is ignored.</summary>
    public void Forget(string key)
    {
        if (key == Everything)
        {
            ForgetAll();
            return;
        }

        foreach (var cache in all)
        {
            if (key.StartsWith(cache.Prefix, StringComparison.Ordinal))
            {
                cache.Forget(key[cache.Prefix.Length..]);
            }
        }
    }

    public void ForgetAll()
    {
        foreach (var cache in all)
        {
            cache.Clear();
        }
    }
}
