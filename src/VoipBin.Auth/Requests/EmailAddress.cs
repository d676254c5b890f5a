using System.Net.Mail;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>What counts as an e-mail address: one mailbox, no display name, a domain, nothing that a mail header could be split with.</summary>
internal static class EmailAddress
{
    public const int MaximumLength = 254;

    /// <summary>What is wrong with an address that must be there.</summary>
    public static IEnumerable<FieldFault> Check(string field, string text) =>
        TryParse(text) is null ? [new(field, "format", "It must be an e-mail address.")] : [];

    /// <summary>The address without surrounding spaces; null when it is none.</summary>
    public static string? TryParse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length is > 0 and <= MaximumLength
            && !trimmed.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '"' or '<' or '>' or '(' or ')' or ',' or ';' or ':' or '\\')
            && trimmed.IndexOf('@') is > 0 and <= 64 and var at
            && at == trimmed.LastIndexOf('@')
            && at < trimmed.Length - 1
            && MailAddress.TryCreate(trimmed, out var address)
            && address.Address == trimmed
            ? trimmed
            : null;
    }
}
