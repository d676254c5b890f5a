using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Customers;

/// <summary>What of a customer decides about its credentials.</summary>
internal sealed record CustomerState(CustomerStatus Status, DateTimeOffset? TmDelete, DateTimeOffset? TmDeletionScheduled, DateTimeOffset? TmDeletionEffective)
{
    /// <summary>Either mark counts: an operator's own SQL may set only one.</summary>
    public bool IsDeleted => TmDelete is not null || Status == CustomerStatus.Deleted;

    /// <summary>Set while the customer is frozen.</summary>
    public AccountFreeze? Freeze => Status == CustomerStatus.Frozen ? new(TmDeletionScheduled, TmDeletionEffective) : null;
}
