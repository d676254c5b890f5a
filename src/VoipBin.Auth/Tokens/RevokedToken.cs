using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>A token that was logged out before its time.</summary>
internal sealed class RevokedToken : IWatchedRow
{
    /// <summary>What <see cref="WatchKeys"/> begin with; the triggers of migration Notifications say it too.</summary>
    public const string WatchPrefix = "token:";

    public const string Key = "pk_revoked_tokens";

    /// <summary>How long a row is kept after the token would have ended: a replica whose clock is slow still has to refuse it.</summary>
    public static readonly TimeSpan KeptWhenExpired = TimeSpan.FromDays(1);

    /// <summary>The token's <c>jti</c>.</summary>
    public required Guid Id { get; init; }

    public required Guid AgentId { get; init; }

    /// <summary>When the token would have ended anyway; the row is of no use from then on.</summary>
    public required DateTimeOffset TmExpire { get; init; }

    public required DateTimeOffset TmCreate { get; init; }

    public IEnumerable<string> WatchKeys => [$"{WatchPrefix}{Id}"];
}
