namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>How near the end of a key is.</summary>
internal enum ExpiryState
{
    Far,
    Soon,
    Past,
}

internal static class ExpiryStateExtensions
{
    /// <summary>So long before its end a key is marked.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    /// <summary>How near the end is now. At the instant itself the key is refused.</summary>
    public static ExpiryState ExpiryStateAt(this DateTimeOffset tmExpire, DateTimeOffset now) =>
        tmExpire <= now ? ExpiryState.Past : tmExpire - now <= Warning ? ExpiryState.Soon : ExpiryState.Far;
}
