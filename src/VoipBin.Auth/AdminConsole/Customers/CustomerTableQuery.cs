using System.Globalization;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>What the address of the table says: which customers, which page. Whatever it says wrong counts as not said.</summary>
internal sealed record CustomerTableQuery(string Text, int Page)
{
    public const string Path = "/console/customers";

    /// <summary>More pages than a platform has customers.</summary>
    private const int LastPage = 1_000_000;

    public CustomerSearch Search => new(Text, Page);

    public static ValueTask<CustomerTableQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var text = SearchText.Of(query["q"]);
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1;
        return ValueTask.FromResult<CustomerTableQuery?>(new(text, page));
    }

    /// <summary>The address.</summary>
    public override string ToString() => (Text.Length, Page) switch
    {
        (0, 1) => Path,
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"{Path}?page={Page}"),
        (_, 1) => $"{Path}?q={Uri.EscapeDataString(Text)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Path}?q={Uri.EscapeDataString(Text)}&page={Page}"),
    };
}
