namespace VoipBin.Auth.Storage;

/// <summary>One key of the Data Protection ring, as the framework serialises it.</summary>
internal sealed class DataProtectionKey
{
    public required Guid Id { get; init; }

    public required string Xml { get; init; }

    public required DateTimeOffset TmCreate { get; init; }
}
