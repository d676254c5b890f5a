namespace VoipBin.Auth.Tokens;

/// <summary>A token that was logged out before its time.</summary>
internal sealed class RevokedToken
{
    public const string Key = "pk_revoked_tokens";

    /// <summary>The token's <c>jti</c>.</summary>
    public required Guid Id { get; init; }

    public required Guid AgentId { get; init; }

    /// <summary>When the token would have ended anyway; the row is of no use from then on.</summary>
    public required DateTimeOffset TmExpire { get; init; }

    public required DateTimeOffset TmCreate { get; init; }
}
