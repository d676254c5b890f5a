using System.Globalization;
using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>What the address of the table says: which keys, in which order, which page. Whatever it says wrong counts as not said.</summary>
internal sealed record AccesskeyTableQuery(string Text, AccesskeyOrder Order, bool IsDescending, int Page)
{
    public const string Path = "/console/accesskeys";

    /// <summary>More pages than keys that a customer may have.</summary>
    private const int LastPage = 1_000_000;

    public AccesskeySearch Search => new(Text, Order, IsDescending, Page);

    public static ValueTask<AccesskeyTableQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var text = SearchText.Of(query["q"]);
        var order = Enum.GetValues<AccesskeyOrder>().FirstOrDefault(order => WordOf(order) == query["sort"]);
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1;
        return ValueTask.FromResult<AccesskeyTableQuery?>(new(
            text, order, query["dir"] == "desc" || (query["dir"] != "asc" && IsDescendingFirst(order)), page));
    }

    /// <summary>How the address names an order.</summary>
    public static string WordOf(AccesskeyOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>The table sorted by that; by the same again, the other way round.</summary>
    public AccesskeyTableQuery SortedBy(AccesskeyOrder order) => this with { Order = order, IsDescending = order == Order ? !IsDescending : IsDescendingFirst(order), Page = 1 };

    /// <summary>The address.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Text.Length > 0)
        {
            parts.Add($"q={Uri.EscapeDataString(Text)}");
        }

        if (Order != default || !IsDescending)
        {
            parts.Add($"sort={WordOf(Order)}&dir={(IsDescending ? "desc" : "asc")}");
        }

        if (Page > 1)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        }

        return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
    }

    /// <summary>Of instants of the past the latest is looked for, of names the first, and of ends the nearest.</summary>
    private static bool IsDescendingFirst(AccesskeyOrder order) => order is AccesskeyOrder.Created or AccesskeyOrder.Used;
}
