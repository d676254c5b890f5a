namespace VoipBin.Auth.AdminConsole;

/// <summary>What somebody looks for in a table, as the address holds it.</summary>
internal static class SearchText
{
    public const int MaximumLength = 255;

    /// <summary>At most as long as any name, and never half of a character, which PostgreSQL would not take.</summary>
    public static string Of(string? text)
    {
        var trimmed = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (trimmed.Length <= MaximumLength)
        {
            return trimmed;
        }

        return trimmed[..(char.IsHighSurrogate(trimmed[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength)];
    }
}
