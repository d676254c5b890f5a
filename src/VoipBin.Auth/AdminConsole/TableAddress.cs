using System.Globalization;

namespace VoipBin.Auth.AdminConsole;

/// <summary>What the addresses of tables have in common: what is looked for (<c>q</c>), and which page. Whatever an address says wrong counts as not said.</summary>
internal static class TableAddress
{
    public const int TextMaximumLength = 255;

    /// <summary>The query's name for what is looked for.</summary>
    public const string TextParameter = "q";

    /// <summary>More pages than any table has.</summary>
    private const int LastPage = 1_000_000;

    /// <summary>What somebody looks for: at most as long as any name, never a whole accesskey, and never half of a character, which PostgreSQL would not take.</summary>
    public static string TextOf(IQueryCollection query)
    {
        var text = WholeKey.Cut($"{query[TextParameter]}").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (text.Length <= TextMaximumLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[TextMaximumLength - 1]) ? TextMaximumLength - 1 : TextMaximumLength)];
    }

    /// <summary>The page, from 1.</summary>
    public static int PageOf(IQueryCollection query) =>
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1;

    /// <summary>An address that says the same.</summary>
    /// <param name="path">The table's path.</param>
    /// <param name="text">What is looked for; empty for everything.</param>
    /// <param name="page">The page.</param>
    /// <param name="further">What else it says, as it stands in a query; null for nothing.</param>
    public static string Of(string path, string text, int page, string? further = null)
    {
        string?[] parts = [text.Length > 0 ? $"{TextParameter}={Uri.EscapeDataString(text)}" : null, further, page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={page}") : null];
        var said = string.Join('&', parts.Where(part => part is not null));
        return said.Length == 0 ? path : $"{path}?{said}";
    }
}
