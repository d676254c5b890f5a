namespace VoipBin.Auth.Accesskeys;

/// <summary>A key that is to be made.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Detail">What the key is for.</param>
internal sealed record AccesskeyDraft(string Name, string Detail)
{
    /// <summary>The id that the key gets when whoever asks has chosen one, so that asking twice makes one key.</summary>
    public Guid? Id { get; init; }

    /// <summary>How long the key lives; null for the configured default.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When the key ends, instead of a lifetime.</summary>
    public DateTimeOffset? TmExpire { get; init; }

    public static AccesskeyDraft Of(CreateAccesskeyRequest request) =>
        new(request.Name ?? "", request.Detail ?? "") { Lifetime = request.Expire is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
}
