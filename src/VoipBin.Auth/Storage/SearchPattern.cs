namespace VoipBin.Auth.Storage;

/// <summary>What LIKE is asked by somebody who looks for a part of a text: what he typed, and nothing that LIKE would read in it.</summary>
internal static class SearchPattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{text.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
