using System.Globalization;
using System.Text;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>The rules for text in a body.</summary>
internal static class TextRule
{
    /// <summary>What is wrong with a text that may be missing. Lengths are counted in UTF-16 units; no database of ours can store U+0000.</summary>
    public static IEnumerable<FieldFault> Check(string field, string? text, int maximumLength)
    {
        if (text?.Length > maximumLength)
        {
            yield return new(field, "max_length", $"It must have at most {maximumLength} characters.");
        }

        if (text?.Contains('\0') == true)
        {
            yield return new(field, "characters", "It must not contain the character U+0000.");
        }
    }

    /// <summary>What is wrong with a text that must be there.</summary>
    public static IEnumerable<FieldFault> CheckRequired(string field, string? text, int maximumLength) =>
        string.IsNullOrEmpty(text) ? [new(field, "required", "It must be there, and not empty.")] : Check(field, text, maximumLength);

    /// <summary>What is wrong with a line that others will read: nothing in it may be invisible, break it, or turn it round. Half a surrogate pair never comes here: the reader refuses it.</summary>
    public static IEnumerable<FieldFault> CheckLine(string field, string? text, int minimumLength, int maximumLength)
    {
        if (text is null || text.Length < minimumLength || text.Length > maximumLength)
        {
            yield return new(field, "length", $"It must have {minimumLength} to {maximumLength} characters, spaces around it not counted.");
        }

        if (text?.EnumerateRunes().All(IsPrintable) == false)
        {
            yield return new(field, "characters", "It must have printable characters only.");
        }
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
