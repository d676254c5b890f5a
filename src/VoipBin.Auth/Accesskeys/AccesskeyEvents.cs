namespace VoipBin.Auth.Accesskeys;

/// <summary>What the audit trail says of accesskeys. The secret is never in it; the prefix is shown to every admin anyway.</summary>
internal static class AccesskeyEvents
{
    public const string Created = "accesskey.created";
    public const string Updated = "accesskey.updated";
    public const string Deleted = "accesskey.deleted";

    internal sealed record CreatedData(string Name, string TokenPrefix, DateTimeOffset TmExpire);

    internal sealed record UpdatedData(string OldName, string Name, string OldDetail, string Detail);

    internal sealed record DeletedData(string Name, string TokenPrefix);
}
