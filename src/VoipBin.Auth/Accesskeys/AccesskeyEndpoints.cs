using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The routes under <c>/v1.0/accesskeys</c>.</summary>
internal static class AccesskeyEndpoints
{
    public static void MapAccesskeys(this IEndpointRouteBuilder routes)
    {
        var accesskeys = routes.MapGroup("/v1.0/accesskeys")
            .RequireAuthorization(CallerPolicies.CustomerAdmin)
            .AddEndpointFilter<RefusedArgumentFilter>()
            .WithTags("Accesskeys");

        accesskeys.MapPost("", CreateAsync)
            .Describe("CreateAccesskey", "Make an accesskey", "The answer is the only one that ever holds the key's `token`: store it safely.")
            .Refuses(ProblemCatalogue.ResourceLimitExceeded);
        accesskeys.MapRead("", ListAsync)
            .Describe("ListAccesskeys", "List the customer's accesskeys", "Living keys, expired ones included, newest first.");
        accesskeys.MapRead("/{id}", GetAsync)
            .Describe("GetAccesskey", "Get an accesskey", "The key itself is not in the answer: only its hash is stored.")
            .Refuses(ProblemCatalogue.AccesskeyNotFound);
        accesskeys.MapPut("/{id}", UpdateAsync)
            .Describe("UpdateAccesskey", "Rename an accesskey", "A missing member stays as it is, an empty one is cleared. Expiry and token cannot be changed.")
            .Refuses(ProblemCatalogue.AccesskeyNotFound);
        accesskeys.MapDelete("/{id}", DeleteAsync)
            .Describe("DeleteAccesskey", "Revoke an accesskey", "The key is refused from this moment on, also when it deleted itself.")
            .Refuses(ProblemCatalogue.AccesskeyNotFound);
    }

    private static async Task<Results<Ok<AccesskeyResponse>, ProblemResult>> CreateAsync(
        JsonBody<CreateAccesskeyRequest> body, Caller caller, RequestOrigin origin, AccesskeyCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.CreateAsync(caller, origin, body.Value, cancellationToken));

    private static async Task<Ok<Page<AccesskeyResponse>>> ListAsync(
        PageRequest page, Caller caller, AccesskeyStore store, AccesskeyUsageStore usages, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(caller.CustomerId, page, cancellationToken);
        var lastUses = await usages.FindLastUsesAsync(caller.CustomerId, rows.Select(row => row.Id), cancellationToken);
        return TypedResults.Ok(Page<AccesskeyResponse>.Of(rows, page, row => new(row.TmCreate, row.Id), row => AccesskeyResponse.Of(row, lastUses.GetValueOrDefault(row.Id))));
    }

    private static async Task<Results<Ok<AccesskeyResponse>, ProblemResult>> GetAsync(
        ResourceId id, Caller caller, AccesskeyCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.GetAsync(caller, id.Value, cancellationToken));

    private static async Task<Results<Ok<AccesskeyResponse>, ProblemResult>> UpdateAsync(
        ResourceId id, JsonBody<UpdateAccesskeyRequest> body, Caller caller, RequestOrigin origin, AccesskeyCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.UpdateAsync(caller, origin, id.Value, body.Value, cancellationToken));

    private static async Task<Results<Ok<AccesskeyResponse>, ProblemResult>> DeleteAsync(
        ResourceId id, Caller caller, RequestOrigin origin, AccesskeyCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.DeleteAsync(caller, origin, id.Value, cancellationToken));

    private static Results<Ok<AccesskeyResponse>, ProblemResult> Translate(AccesskeyCommandOutcome outcome) => outcome switch
    {
        AccesskeyCommandOutcome.Done done => TypedResults.Ok(AccesskeyResponse.Of(done.Accesskey, done.TmLastUsed)),
        AccesskeyCommandOutcome.Created created => TypedResults.Ok(AccesskeyResponse.Of(created.Accesskey, tmLastUsed: null) with { Token = created.Token.Reveal() }),
        AccesskeyCommandOutcome.NotFound => (ProblemResult)ProblemCatalogue.AccesskeyNotFound,
        AccesskeyCommandOutcome.Denied => (ProblemResult)ProblemCatalogue.PermissionDenied,
        AccesskeyCommandOutcome.LimitReached limit => new ProblemResult(ProblemCatalogue.ResourceLimitExceeded, new { Limit = "accesskeys_per_customer", limit.Maximum }),
        _ => throw new InvalidOperationException($"No answer for {outcome.GetType().Name}."),
    };
}
