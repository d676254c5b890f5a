namespace VoipBin.Auth.Storage;

/// <summary>A row that is shown in pages, newest first.</summary>
internal interface IListed
{
    Guid Id { get; }

    DateTimeOffset TmCreate { get; }
}
