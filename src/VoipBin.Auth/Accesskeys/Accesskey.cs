using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

/// <summary>A long-lived API key of a customer.</summary>
internal sealed class Accesskey : IListed, IWatchedRow
{
    /// <summary>What <see cref="WatchKeys"/> begin with; the triggers of migration Notifications say it too.</summary>
    public const string WatchPrefix = "accesskey:";

    /// <summary>The same for what is remembered by id, not by hash.</summary>
    public const string IdWatchPrefix = "accesskey-id:";

    public const int NameMaximumLength = 255;
    public const int DetailMaximumLength = 4096;
    public const string Key = "pk_accesskeys";
    public const string TokenHashIndex = "ix_accesskeys_token_hash";

    private Accesskey()
    {
    }

    public Guid Id { get; private set; }

    public Guid CustomerId { get; private set; }

    public string Name { get; private set; } = "";

    public string Detail { get; private set; } = "";

    /// <summary>SHA-256 of the token; unique among deleted keys too, so that importing a revoked key again cannot revive it.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>The first characters of the token.</summary>
    public string TokenPrefix { get; private set; } = "";

    /// <summary>From this instant on the key is refused.</summary>
    public DateTimeOffset TmExpire { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    public DateTimeOffset TmUpdate { get; private set; }

    /// <summary>Null while the key lives.</summary>
    public DateTimeOffset? TmDelete { get; private set; }

    public IEnumerable<string> WatchKeys => [$"{WatchPrefix}{Convert.ToHexStringLower(TokenHash)}", $"{IdWatchPrefix}{Id}"];

    public static Accesskey Create(Guid customerId, string name, string detail, AccesskeyToken token, TimeSpan lifetime, DateTimeOffset now, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(now),
        CustomerId = customerId,
        Name = name,
        Detail = detail,
        TokenHash = token.Hash(),
        TokenPrefix = token.Shown,
        TmExpire = now + lifetime,
        TmCreate = now,
        TmUpdate = now,
    };

    /// <summary>Changes what is not null; false when that changes nothing.</summary>
    public bool Describe(string? name, string? detail, DateTimeOffset now)
    {
        if ((name ?? Name) == Name && (detail ?? Detail) == Detail)
        {
            return false;
        }

        (Name, Detail, TmUpdate) = (name ?? Name, detail ?? Detail, now);
        return true;
    }

    public void Revoke(DateTimeOffset now) => (TmUpdate, TmDelete) = (now, now);
}
