using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VoipBin.Auth.AdminConsole;

/// <summary>Where somebody goes on after signing in: a page of the console, whatever an address claims.</summary>
internal static class ReturnAddress
{
    public const string Home = "/console";

    /// <summary>The query's name for it.</summary>
    public const string Parameter = "return";

    private const string SignInPath = "/console/sign-in";

    /// <summary>It stands encoded in another address, which a server takes up to 8 KB of.</summary>
    private const int MaximumLength = 2000;

    /// <summary>No dot and no escape: nothing that could lead out of the folder.</summary>
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/");

    /// <summary>What may stand in a query (RFC 3986, section 3.4), but for quotes.</summary>
    private static readonly SearchValues<char> QueryCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&()*+,;=:@/?%");

    /// <summary>The address that was asked for when it is one of ours, else the console's first page.</summary>
    public static string Parse(string? text) => IsOurs(text) ? text : Home;

    /// <summary>The page of that request.</summary>
    public static string OfPage(HttpRequest request) => Parse($"{request.Path}{request.QueryString}");

    /// <summary>The page of a form that was sent, with those of its fields that are kept, as far as they fit.</summary>
    public static string OfForm(HttpContext context, IFormCollection fields)
    {
        var page = Parse(context.Request.Path);
        if (context.GetEndpoint()?.Metadata.GetMetadata<KeptFieldsMetadata>() is not { } kept)
        {
            return Home;
        }

        var address = new StringBuilder(page);
        foreach (var name in kept.Names)
        {
            var field = $"{(address.Length == page.Length ? '?' : '&')}{name}={Uri.EscapeDataString($"{fields[name]}").Replace("'", "%27", StringComparison.Ordinal)}";
            if (fields[name].Count == 1 && address.Length + field.Length <= MaximumLength)
            {
                address.Append(field);
            }
        }

        return address.ToString();
    }

    /// <summary>The sign-in page that leads there.</summary>
    public static string SignIn(string address) => address == Home ? SignInPath : $"{SignInPath}?{Parameter}={Uri.EscapeDataString(address)}";

    private static bool IsOurs([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length > MaximumLength)
        {
            return false;
        }

        var at = text.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        return (path == Home || path.StartsWith($"{Home}/", StringComparison.Ordinal))
            && !path.AsSpan().ContainsAnyExcept(PathCharacters)
            && !path.Contains("//", StringComparison.Ordinal)
            && !query.AsSpan().ContainsAnyExcept(QueryCharacters);
    }
}
