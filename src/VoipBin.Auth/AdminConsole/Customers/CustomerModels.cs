using VoipBin.Auth.Customers;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>A customer as an operator is shown it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="IsOwn">Whether the operator is one of its people: then he does nothing to it as an operator.</param>
internal sealed record CustomerView(Customer Customer, bool IsOwn)
{
    /// <summary>What people call it: customers need no name.</summary>
    public string Title => Customer.Name.Length > 0 ? Customer.Name : Customer.Email;

    public string Path => PathOf(Customer.Id);

    public bool IsActive => Customer.Status == CustomerStatus.Active;

    public bool MayChange => !IsOwn;

    public bool MayActFor => !IsOwn && IsActive;

    /// <summary>Also one that has unregistered, which then cannot think again.</summary>
    public bool MayFreeze => !IsOwn && !Customer.FrozenByOperator;

    public bool MayRecover => !IsOwn && Customer.Status == CustomerStatus.Frozen;

    public bool MayDelete => !IsOwn;

    /// <summary>The page of a customer.</summary>
    public static string PathOf(Guid customerId) => $"{CustomerTableQuery.Path}/{customerId}";
}

/// <summary>A page of the table.</summary>
/// <param name="Rows">The customers.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Query">What was asked for.</param>
internal sealed record CustomerTable(IReadOnlyList<CustomerView> Rows, int Count, CustomerTableQuery Query)
{
    public int Pages => Math.Max(1, (Count + CustomerSearch.PageSize - 1) / CustomerSearch.PageSize);
}
