namespace VoipBin.Auth.Storage;

/// <summary>A row that others remember.</summary>
internal interface IWatchedRow
{
    /// <summary>What the row is called when it has changed: kind and key, as the triggers of the database say it too; several when it is remembered by several keys.</summary>
    IEnumerable<string> WatchKeys { get; }
}
