namespace VoipBin.Auth.Authentication;

/// <summary>The detail of every <c>ACCOUNT_FROZEN</c>: what happens to the customer, and how its admin can stop it.</summary>
/// <param name="DeletionScheduledAt">When the deletion was asked for; null when an operator froze the customer.</param>
/// <param name="DeletionEffectiveAt">When the customer will be deleted; null when that is not planned.</param>
internal sealed record AccountFreeze(DateTimeOffset? DeletionScheduledAt, DateTimeOffset? DeletionEffectiveAt)
{
    /// <summary>The route that lifts a freeze which the customer asked for itself.</summary>
    public string RecoveryEndpoint { get; } = "DELETE /auth/unregister";
}
