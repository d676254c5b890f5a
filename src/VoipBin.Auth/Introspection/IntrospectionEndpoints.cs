using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Introspection;

/// <summary>The route by which a service asks about a credential that it was shown (RFC 7662).</summary>
internal static class IntrospectionEndpoints
{
    /// <remarks>Services ask about every connection of all their clients, from few addresses: no limit of requests is right for them. Accesskeys that nobody has are counted (<see cref="RateLimits.IntrospectionLimit"/>).</remarks>
    public static void MapIntrospection(this IEndpointRouteBuilder routes) => routes.MapGroup("/auth").AddEndpointFilter<RefusedArgumentFilter>().WithTags("Introspection")
        .MapPost("/introspect", IntrospectAsync)
        .RequireAuthorization(CallerPolicies.Introspector)
        .DisableRateLimiting()
        .Describe("Introspect", "Ask about a credential", "What a token or an accesskey is worth now (RFC 7662): for an accesskey about those of its own customer, for an operator's login token about all. Whatever is not good, or of another customer, is `{\"active\":false}`. Asking counts as no use of it.");

    private static async Task<Results<Ok<IntrospectionResponse>, ProblemResult>> IntrospectAsync(
        FormBody<IntrospectionRequest> form, Caller caller, RequestOrigin origin, Introspector introspector)
    {
        if (!form.TryTake(IntrospectionRequest.TokenField, out var token, out var fault))
        {
            return new ProblemResult(ProblemCatalogue.InvalidArgument, fault);
        }

        var (found, refusal) = await introspector.FindAsync(caller, new CredentialText(token), origin);
        if (refusal is not null)
        {
            return refusal;
        }

        return TypedResults.Ok(found is null ? IntrospectionResponse.Inactive : IntrospectionResponse.Of(found));
    }
}
