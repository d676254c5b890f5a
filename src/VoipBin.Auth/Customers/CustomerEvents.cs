namespace VoipBin.Auth.Customers;

/// <summary>What the audit trail says of customers.</summary>
internal static class CustomerEvents
{
    public const string Created = "customer.created";
    public const string Updated = "customer.updated";
    public const string UpdateConflicted = "customer.update_conflicted";
    public const string EmailRequested = "customer.email_requested";
    public const string EmailWithdrawn = "customer.email_withdrawn";
    public const string EmailChanged = "customer.email_changed";
    public const string EmailVerified = "customer.email_verified";
    public const string Frozen = "customer.frozen";
    public const string Recovered = "customer.recovered";
    public const string Unregistered = "customer.unregistered";
    public const string Deleted = "customer.deleted";

    internal sealed record CreatedData(string Name, string Email);

    internal sealed record UpdatedData(string OldName, string Name, string OldDetail, string Detail);

    internal sealed record EmailData(string OldEmail, string Email);
}
