namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>An agent whose creation was acknowledged.</summary>
internal sealed class KnownAgent(Guid id)
{
    public Guid Id => id;

    /// <summary>Null when it is not known.</summary>
    public bool? IsDeleted { get; set; } = false;
}
