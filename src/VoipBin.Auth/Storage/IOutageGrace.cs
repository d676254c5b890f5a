namespace VoipBin.Auth.Storage;

/// <summary>Whether the service goes on without the database for a while (decision 6).</summary>
internal interface IOutageGrace
{
    bool IsInGrace { get; }
}
