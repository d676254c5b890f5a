using Microsoft.AspNetCore.Authorization;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.OpenApi;

internal static class EndpointConventionBuilderExtensions
{
    /// <summary>Documents a route.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string operationId, string summary, string description) =>
        route.WithName(operationId).WithSummary(summary).WithDescription(description);

    /// <summary>Documents refusals of a route that do not follow from its policy and its parameters.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params Problem[] problems) => route.WithMetadata(new RefusalMetadata(problems));

    /// <summary>Documents the credentials of a public route that judges one by itself: with none there, another way is open.</summary>
    public static RouteHandlerBuilder MayAuthenticate(this RouteHandlerBuilder route, AuthorizationPolicy policy) => route.WithMetadata(new OptionalPolicyMetadata(policy));
}
