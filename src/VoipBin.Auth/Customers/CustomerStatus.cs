namespace VoipBin.Auth.Customers;

internal enum CustomerStatus
{
    Active,

    /// <summary>Every credential of the customer is answered 403, until it is recovered or deleted.</summary>
    Frozen,

    /// <summary>Every credential of the customer is dead.</summary>
    Deleted,
}
