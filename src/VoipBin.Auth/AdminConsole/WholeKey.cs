using System.Text.RegularExpressions;
using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.AdminConsole;

/// <summary>
/// An accesskey that somebody pasted whole into an address, most likely by way of a search field. What stands in an address stays in
/// the browser's history; <see cref="AccesskeyToken.ShownLength"/> of its characters find it as well.
/// </summary>
internal static partial class WholeKey
{
    /// <summary>The text with no more of a key than what is shown of it anyway.</summary>
    public static string Cut(string text) => Pattern().Replace(text, "${shown}");

    /// <summary>The address that was asked for, cut so; null when there was nothing to cut.</summary>
    public static string? FindCutAddress(HttpRequest request)
    {
        var query = request.QueryString.Value ?? "";
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && Cut(query) is var cut && cut != query
            ? $"{request.Path.ToUriComponent()}{cut}"
            : null;
    }

    /// <summary>More characters than the prefix, and eight behind it, which are shown, up to where another key begins: see <see cref="AccesskeyToken"/>.</summary>
    [GeneratedRegex("(?<shown>vb_[0-9A-Za-z]{8})(?:(?!vb_)[0-9A-Za-z])+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
