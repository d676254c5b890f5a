using VoipBin.Auth.Customers;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>What the address of the table says: which customers, which page.</summary>
internal sealed record CustomerTableQuery(string Text, int Page)
{
    public const string Path = "/console/customers";

    public CustomerSearch Search => new(Text, Page);

    public static ValueTask<CustomerTableQuery?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<CustomerTableQuery?>(new(TableAddress.TextOf(context.Request.Query), TableAddress.PageOf(context.Request.Query)));

    /// <summary>The address.</summary>
    public override string ToString() => TableAddress.Of(Path, Text, Page);
}
