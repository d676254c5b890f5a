using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Me;

/// <summary>The route that tells a caller who it is.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes) => routes.MapGroup("/v1.0/me")
        .RequireAuthorization(CallerPolicies.AnyCaller)
        .WithTags("Me")
        .MapRead("", GetAsync)
        .Describe("GetMe", "Who am I?", "For a token the agent; for an accesskey `{\"type\":\"accesskey\",…}`.")
        .Refuses(ProblemCatalogue.AgentNotFound);

    private static async Task<Results<JsonAnswer<AgentResponse>, JsonAnswer<AccesskeyCallerResponse>, Ok<DelegateCallerResponse>, ProblemResult>> GetAsync(
        HttpContext context, MeLookup lookup, CancellationToken cancellationToken)
    {
        // Not bound as a parameter: the framework would treat the request as one with a body.
        var caller = ((CallerIdentity)context.User.Identity!).Caller;
        if (caller.AgentId is { } agentId)
        {
            return await lookup.FindAgentAsync(caller.CustomerId, agentId, cancellationToken) is { } agent
                ? agent
                : (ProblemResult)ProblemCatalogue.AgentNotFound;
        }

        if (caller.DelegatorId is { } delegatorId)
        {
            return TypedResults.Ok(new DelegateCallerResponse("delegate", delegatorId, caller.CustomerId, (int)caller.Permission, caller.CredentialExpires));
        }

        return await lookup.FindAccesskeyAsync(caller, cancellationToken) is { } accesskey
            ? accesskey
            : (ProblemResult)ProblemCatalogue.AccesskeyNotFound;
    }
}
