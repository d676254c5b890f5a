namespace VoipBin.Auth.Credentials;

/// <summary>Reads the keys of rows as invalidations write them.</summary>
internal static class FactCacheKeys
{
    public static Guid? ParseId(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
