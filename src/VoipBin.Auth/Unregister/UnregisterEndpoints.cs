using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Unregister;

/// <summary>The routes by which a customer leaves, and by which operators stop, recover and end customers.</summary>
internal static class UnregisterEndpoints
{
    public static void MapUnregister(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/auth/unregister").AddEndpointFilter<RefusedArgumentFilter>().WithTags("Customer");
        own.MapPost("", UnregisterAsync)
            .RequireAuthorization(CallerPolicies.CustomerAdminAgentEvenFrozen)
            .Describe("Unregister", "Leave", "Freezes the customer at once and deletes it after 30 days; with `immediate` and the password it is deleted now.")
            .Refuses(ProblemCatalogue.StateInvalid, ProblemCatalogue.CustomerNotFound);
        own.MapDelete("", RecoverAsync)
            .AllowAnonymous()
            .Describe("WithdrawUnregistration", "Think again", "With an admin's token, or with `username` and `password` of an admin. Lifts only a freeze that the customer asked for itself.")
            .MayAuthenticate(CallerPolicies.CustomerAdminAgentEvenFrozen)
            .Refuses(ProblemCatalogue.StateInvalid);

        var operated = routes.MapGroup("/v1.0/customers/{id}")
            .RequireAuthorization(CallerPolicies.ProjectSuperAdmin)
            .AddEndpointFilter<RefusedArgumentFilter>()
            .WithTags("Customers");
        operated.MapPost("/freeze", FreezeAsync)
            .Describe("FreezeCustomer", "Freeze a customer", "Every credential of the customer is answered 403 `ACCOUNT_FROZEN` from this moment on. Never one's own.")
            .Refuses(ProblemCatalogue.CustomerNotFound, ProblemCatalogue.StateInvalid);
        operated.MapPost("/recover", RecoverByOperatorAsync)
            .Describe("RecoverCustomer", "Lift a freeze", "Whoever made it; a planned deletion is off. Never one's own.")
            .Refuses(ProblemCatalogue.CustomerNotFound, ProblemCatalogue.StateInvalid);
        operated.MapDelete("", DeleteAsync)
            .Describe("DeleteCustomer", "Delete a customer", "At once and for good: every credential is dead, and nothing that names a person stays. Never one's own.")
            .Refuses(ProblemCatalogue.CustomerNotFound, ProblemCatalogue.StateInvalid);
    }

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> UnregisterAsync(
        JsonBody<UnregisterRequest> body, Caller caller, RequestOrigin origin, UnregisterCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.UnregisterAsync(caller, origin, body.Value, cancellationToken));

    /// <summary>A credential is judged exactly as by a policy; only a request without one may bring name and password instead.</summary>
    private static async Task<IResult> RecoverAsync(
        JsonBody<RecoverRequest> body,
        RequestOrigin origin,
        UnregisterCommands commands,
        DeviceCookie devices,
        IPolicyEvaluator evaluator,
        IAuthorizationMiddlewareResultHandler results,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (context.GetRequestCredential() is RequestCredential.Absent && body.Value is { Username: { Length: > 0 } username, Password: { Length: > 0 } password })
        {
            return Translate(await commands.RecoverAsync(new(username, password, origin, devices.Read(context)), cancellationToken));
        }

        var policy = CallerPolicies.CustomerAdminAgentEvenFrozen;
        var authentication = await evaluator.AuthenticateAsync(policy, context);
        var authorization = await evaluator.AuthorizeAsync(policy, authentication, context, context);
        if (!authorization.Succeeded)
        {
            await results.HandleAsync(static _ => Task.CompletedTask, context, policy, authorization);
            return Results.Empty;
        }

        return Translate(await commands.RecoverAsync(((CallerIdentity)context.User.Identity!).Caller, origin, cancellationToken));
    }

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> FreezeAsync(
        ResourceId id, Caller caller, RequestOrigin origin, OperatorCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.FreezeAsync(caller, origin, id.Value, cancellationToken));

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> RecoverByOperatorAsync(
        ResourceId id, Caller caller, RequestOrigin origin, OperatorCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.RecoverAsync(caller, origin, id.Value, cancellationToken));

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> DeleteAsync(
        ResourceId id, Caller caller, RequestOrigin origin, OperatorCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.DeleteAsync(caller, origin, id.Value, cancellationToken));

    private static Results<Ok<CustomerResponse>, ProblemResult> Translate(UnregisterOutcome outcome) => outcome switch
    {
        UnregisterOutcome.Done done => TypedResults.Ok(CustomerResponse.Of(done.Customer)),
        UnregisterOutcome.NotFound => (ProblemResult)ProblemCatalogue.CustomerNotFound,
        UnregisterOutcome.Refused => (ProblemResult)ProblemCatalogue.LoginFailed,
        UnregisterOutcome.Limited(var problem) => problem,
        UnregisterOutcome.Busy => (ProblemResult)ProblemCatalogue.ServiceUnavailable,
        UnregisterOutcome.StateInvalid invalid => (ProblemResult)(ProblemCatalogue.StateInvalid with { Message = invalid.Message }),
        UnregisterOutcome.WrongPassword => new ProblemResult(ProblemCatalogue.WrongPassword, new FieldFault("password", "match", "It must be your present password.")),
        _ => throw new InvalidOperationException($"No answer for {outcome.GetType().Name}."),
    };
}
