namespace VoipBin.Auth.Storage;

/// <summary>Rows of one kind whose time ends. The feature that owns them says when, and the <see cref="RetentionService"/> asks it to delete them.</summary>
internal interface IExpiringRows
{
    /// <summary>What the log calls them, for example <c>audit events</c>; no other kind is called so.</summary>
    string Kind { get; }

    /// <summary>Deletes rows whose time is over, the oldest first and at most <paramref name="limit"/>, and says how many they were.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
