namespace VoipBin.Auth.Storage;

/// <summary>Learns which watched rows this process changes: just before they are stored, and again when that has ended, whatever its result.</summary>
internal interface ICommitWatcher
{
    /// <param name="keys">The <see cref="IWatchedRow.WatchKeys"/> of each row.</param>
    void Changed(IReadOnlyCollection<string> keys);
}
