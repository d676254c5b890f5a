using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.AdminConsole.OwnCustomer;

/// <summary>The visitor's customer as a page shows it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Pending">The address that waits to be confirmed; null for none.</param>
/// <param name="Now">When it is shown.</param>
internal sealed record OwnCustomerView(Customer Customer, MailedLink? Pending, DateTimeOffset Now)
{
    public const string Path = "/console/customer";

    /// <summary>Whether the visitor may change it.</summary>
    public bool MayChange { get; init; }

    /// <summary>What somebody types who means this customer: customers need no name.</summary>
    public string Confirmation => Spaced(Customer.Name) is { Length: > 0 } name ? name : Customer.Email;

    /// <summary>Whether the link that waits changes the address; the other kind shows that the present one is read.</summary>
    public bool IsChanging => Pending is not null && Customer.KeyOf(Pending.Value) != Customer.EmailKey;

    /// <summary>Whether <paramref name="typed"/> is the confirmation, spaces apart: a page shows many as one.</summary>
    public bool IsConfirmedBy(string typed) => Spaced(typed) == Confirmation;

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
