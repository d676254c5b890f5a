using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Agents;

/// <summary>The routes under <c>/v1.0/agents</c>.</summary>
internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/v1.0/agents").AddEndpointFilter<RefusedArgumentFilter>().WithTags("Agents");

        agents.MapPost("", CreateAsync)
            .RequireAuthorization(CallerPolicies.CustomerManager)
            .Describe("CreateAgent", "Make an agent", "An admin gives the bits 16, 32 and 64, a manager 16, an accesskey 16 and 64.")
            .Refuses(ProblemCatalogue.InvalidUsernameFormat, ProblemCatalogue.WeakPassword, ProblemCatalogue.AgentAlreadyExists, ProblemCatalogue.RateLimitExceeded);
        agents.MapRead("", ListAsync)
            .RequireAuthorization(CallerPolicies.CustomerManager)
            .Describe("ListAgents", "List the customer's agents", "Living agents, newest first.");
        agents.MapRead("/{id}", GetAsync)
            .RequireAuthorization(CallerPolicies.AnyCaller)
            .Describe("GetAgent", "Get an agent", "An admin or manager gets every agent of the customer, everybody else himself.")
            .Refuses(ProblemCatalogue.PermissionDenied, ProblemCatalogue.AgentNotFound);
        agents.MapPut("/{id}", UpdateAsync)
            .RequireAuthorization(CallerPolicies.AnyCaller)
            .Describe("UpdateAgent", "Change an agent's name, detail or username", "A missing member stays as it is, an empty one is cleared. A new username is taken when its address is confirmed.")
            .Refuses(ProblemCatalogue.PermissionDenied, ProblemCatalogue.InvalidUsernameFormat, ProblemCatalogue.AgentNotFound, ProblemCatalogue.AgentAlreadyExists, ProblemCatalogue.RateLimitExceeded);
        agents.MapDelete("/{id}", DeleteAsync)
            .RequireAuthorization(CallerPolicies.CustomerManager)
            .Describe("DeleteAgent", "Delete an agent", "Ends every token of the agent at once. A customer keeps at least one admin.")
            .Refuses(ProblemCatalogue.AgentNotFound, ProblemCatalogue.StateInvalid);
        agents.MapPut("/{id}/password", SetPasswordAsync)
            .RequireAuthorization(CallerPolicies.Agent)
            .Describe("SetAgentPassword", "Set an agent's password", "An admin sets anybody's, everybody else his own with `current_password`. Ends every token of the agent.")
            .Refuses(ProblemCatalogue.PermissionDenied, ProblemCatalogue.WeakPassword, ProblemCatalogue.AgentNotFound, ProblemCatalogue.StateInvalid);
        agents.MapPut("/{id}/permission", SetPermissionAsync)
            .RequireAuthorization(CallerPolicies.CustomerAdminAgent)
            .Describe("SetAgentPermission", "Set what an agent may do", "It counts from the agent's next request on. A customer keeps at least one admin.")
            .Refuses(ProblemCatalogue.AgentNotFound, ProblemCatalogue.StateInvalid);
    }

    private static async Task<Results<Created<AgentResponse>, ProblemResult>> CreateAsync(
        JsonBody<CreateAgentRequest> body, Caller caller, RequestOrigin origin, AgentCommands commands, CancellationToken cancellationToken)
    {
        var outcome = await commands.CreateAsync(caller, origin, body.Value, cancellationToken);
        return outcome is AgentCommandOutcome.Done(var agent)
            ? TypedResults.Created($"/v1.0/agents/{agent.Id}", AgentResponse.Of(agent))
            : Refuse(outcome);
    }

    private static async Task<Ok<Page<AgentResponse>>> ListAsync(PageRequest page, Caller caller, AgentStore store, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(caller.CustomerId, page, cancellationToken);
        return TypedResults.Ok(Page<AgentResponse>.Of(rows, page, row => new(row.TmCreate, row.Id), AgentResponse.Of));
    }

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> GetAsync(
        ResourceId id, Caller caller, AgentCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.GetAsync(caller, id.Value, cancellationToken));

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> UpdateAsync(
        ResourceId id,
        JsonBody<UpdateAgentRequest> body,
        Caller caller,
        RequestOrigin origin,
        AgentCommands commands,
        UsernameCommands usernames,
        CancellationToken cancellationToken)
    {
        if (body.Value.Username is not null
            && await usernames.RequestAsync(caller, origin, id.Value, body.Value, cancellationToken) is var requested && requested is not AgentCommandOutcome.Done)
        {
            return Refuse(requested);
        }

        return Translate(await commands.UpdateAsync(caller, origin, id.Value, body.Value, cancellationToken));
    }

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> DeleteAsync(
        ResourceId id, Caller caller, RequestOrigin origin, AgentCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.DeleteAsync(caller, origin, id.Value, cancellationToken));

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> SetPasswordAsync(
        ResourceId id, JsonBody<SetPasswordRequest> body, Caller caller, RequestOrigin origin, AgentCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.SetPasswordAsync(caller, origin, id.Value, body.Value, cancellationToken));

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> SetPermissionAsync(
        ResourceId id, JsonBody<SetPermissionRequest> body, Caller caller, RequestOrigin origin, AgentCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.SetPermissionAsync(caller, origin, id.Value, (Permission)body.Value.Permission!.Value, cancellationToken));

    private static Results<Ok<AgentResponse>, ProblemResult> Translate(AgentCommandOutcome outcome) =>
        outcome is AgentCommandOutcome.Done(var agent) ? TypedResults.Ok(AgentResponse.Of(agent)) : Refuse(outcome);

    private static ProblemResult Refuse(AgentCommandOutcome outcome) => outcome switch
    {
        AgentCommandOutcome.NotFound => ProblemCatalogue.AgentNotFound,
        AgentCommandOutcome.Denied => ProblemCatalogue.PermissionDenied,
        AgentCommandOutcome.UsernameTaken => ProblemCatalogue.AgentAlreadyExists,
        AgentCommandOutcome.TooManyConflicts(var wait) => new ProblemResult(ProblemCatalogue.RateLimitExceeded.RetryIn(wait), new LimitDetail("username_conflicts_per_hour")),
        AgentCommandOutcome.LastAdministrator => ProblemCatalogue.StateInvalid with { Message = "A customer keeps at least one admin, and the platform one super admin." },
        AgentCommandOutcome.Invalid invalid => invalid.Problem,
        _ => throw new InvalidOperationException($"No answer for {outcome.GetType().Name}."),
    };
}
