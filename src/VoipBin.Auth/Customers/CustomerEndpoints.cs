using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Customers;

/// <summary>The routes of one's own customer, and of an operator for all customers.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/v1.0/customer").AddEndpointFilter<RefusedArgumentFilter>().WithTags("Customer");
        own.MapRead("", GetOwnAsync)
            .RequireAuthorization(CallerPolicies.CustomerManager)
            .Describe("GetCustomer", "Get one's own customer", "For admins, managers and accesskeys.")
            .Refuses(ProblemCatalogue.CustomerNotFound);
        own.MapPut("", UpdateOwnAsync)
            .RequireAuthorization(CallerPolicies.CustomerAdmin)
            .Describe("UpdateCustomer", "Change one's own customer", "A missing member stays as it is. An accesskey cannot change the e-mail address; a new one is mailed a link, and taken when it is used.")
            .Refuses(ProblemCatalogue.AgentAuthRequired, ProblemCatalogue.CustomerNotFound, ProblemCatalogue.CustomerAlreadyExists, ProblemCatalogue.RateLimitExceeded);

        var all = routes.MapGroup("/v1.0/customers")
            .RequireAuthorization(CallerPolicies.ProjectSuperAdmin)
            .AddEndpointFilter<RefusedArgumentFilter>()
            .WithTags("Customers");
        all.MapRead("", ListAsync)
            .Describe("ListCustomers", "List all customers", "Living customers, newest first.");
        all.MapRead("/{id}", GetAsync)
            .Describe("GetCustomerById", "Get a customer", "For operators of the platform.")
            .Refuses(ProblemCatalogue.CustomerNotFound);
        all.MapPut("/{id}", UpdateAsync)
            .Describe("UpdateCustomerById", "Change a customer", "A missing member stays as it is. A new e-mail address is mailed a link, and taken when it is used.")
            .Refuses(ProblemCatalogue.CustomerNotFound, ProblemCatalogue.CustomerAlreadyExists, ProblemCatalogue.StateInvalid);
    }

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> GetOwnAsync(Caller caller, CustomerCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.GetAsync(caller.CustomerId, cancellationToken));

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> UpdateOwnAsync(
        JsonBody<UpdateCustomerRequest> body, Caller caller, RequestOrigin origin, CustomerCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.UpdateAsync(caller, origin, caller.CustomerId, body.Value, cancellationToken));

    private static async Task<Ok<Page<CustomerResponse>>> ListAsync(PageRequest page, CustomerStore store, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(page, cancellationToken);
        return TypedResults.Ok(Page<CustomerResponse>.Of(rows, page, row => new(row.TmCreate, row.Id), CustomerResponse.Of));
    }

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> GetAsync(ResourceId id, CustomerCommands commands, CancellationToken cancellationToken) =>
        Translate(await commands.GetAsync(id.Value, cancellationToken));

    private static async Task<Results<Ok<CustomerResponse>, ProblemResult>> UpdateAsync(
        ResourceId id, JsonBody<UpdateCustomerRequest> body, Caller caller, RequestOrigin origin, CustomerCommands commands, CancellationToken cancellationToken) =>
        id.Value == caller.CustomerId
            ? Refuse(new CustomerCommandOutcome.StateInvalid("One's own customer is changed at /v1.0/customer."))
            : Translate(await commands.UpdateAsync(caller, origin, id.Value, body.Value, cancellationToken));

    private static Results<Ok<CustomerResponse>, ProblemResult> Translate(CustomerCommandOutcome outcome) =>
        outcome is CustomerCommandOutcome.Done(var customer) ? TypedResults.Ok(CustomerResponse.Of(customer)) : Refuse(outcome);

    private static ProblemResult Refuse(CustomerCommandOutcome outcome) => outcome switch
    {
        CustomerCommandOutcome.NotFound => ProblemCatalogue.CustomerNotFound,
        CustomerCommandOutcome.EmailTaken => ProblemCatalogue.CustomerAlreadyExists,
        CustomerCommandOutcome.TooManyConflicts(var wait) => new ProblemResult(ProblemCatalogue.RateLimitExceeded.RetryIn(wait), new LimitDetail("email_conflicts_per_hour")),
        CustomerCommandOutcome.StateInvalid invalid => ProblemCatalogue.StateInvalid with { Message = invalid.Message },
        CustomerCommandOutcome.AgentNeeded => ProblemCatalogue.AgentAuthRequired,
        _ => throw new InvalidOperationException($"No answer for {outcome.GetType().Name}."),
    };
}
