using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>What the address of the table says: which keys, in which order, which page.</summary>
internal sealed record AccesskeyTableQuery(string Text, AccesskeyOrder Order, bool IsDescending, int Page)
{
    public const string Path = "/console/accesskeys";

    public AccesskeySearch Search => new(Text, Order, IsDescending, Page);

    public static ValueTask<AccesskeyTableQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var order = Enum.GetValues<AccesskeyOrder>().FirstOrDefault(order => WordOf(order) == query["sort"]);
        var isDescending = query["dir"] == "desc" || (query["dir"] != "asc" && IsDescendingFirst(order));
        return ValueTask.FromResult<AccesskeyTableQuery?>(new(TableAddress.TextOf(query), order, isDescending, TableAddress.PageOf(query)));
    }

    /// <summary>How the address names an order.</summary>
    public static string WordOf(AccesskeyOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>The table sorted by that; by the same again, the other way round.</summary>
    public AccesskeyTableQuery SortedBy(AccesskeyOrder order) => this with { Order = order, IsDescending = order == Order ? !IsDescending : IsDescendingFirst(order), Page = 1 };

    /// <summary>The address.</summary>
    public override string ToString() =>
        TableAddress.Of(Path, Text, Page, Order != default || !IsDescending ? $"sort={WordOf(Order)}&dir={(IsDescending ? "desc" : "asc")}" : null);

    /// <summary>Of instants of the past the latest is looked for, of names the first, and of ends the nearest.</summary>
    private static bool IsDescendingFirst(AccesskeyOrder order) => order is AccesskeyOrder.Created or AccesskeyOrder.Used;
}
