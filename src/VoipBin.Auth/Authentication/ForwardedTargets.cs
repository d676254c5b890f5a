using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// Where a proxy that asks for a decision says which path and query the original request had. A feature of such a request; a credential may ride
/// in each of them, so that they are taken out of it before the pipeline begins.
/// </summary>
internal sealed class ForwardedTargets
{
    /// <summary>The lines of <c>X-Original-URI</c>.</summary>
    public StringValues OriginalUri { get; init; }

    /// <summary>The lines of <c>X-Forwarded-Uri</c>.</summary>
    public StringValues ForwardedUri { get; init; }

    /// <summary>What stands behind <see cref="DecisionTarget.ExtAuthz"/> in the request's own target, as it was sent.</summary>
    public StringValues Appended { get; init; }

    public override string ToString() => "***";
}
