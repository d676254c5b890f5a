using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Signup;

/// <summary>The route by which an operator makes a customer.</summary>
internal static class CustomerRegistrationEndpoints
{
    public static void MapCustomerRegistration(this IEndpointRouteBuilder routes) => routes.MapGroup("/v1.0/customers")
        .RequireAuthorization(CallerPolicies.ProjectSuperAdmin)
        .AddEndpointFilter<RefusedArgumentFilter>()
        .WithTags("Customers")
        .MapPost("", CreateAsync)
        .Describe("CreateCustomer", "Make a customer", "For operators of the platform. Its first admin has the address as username, and is mailed a link to set a password.")
        .Refuses(ProblemCatalogue.CustomerAlreadyExists, ProblemCatalogue.AgentAlreadyExists);

    private static async Task<Results<Created<CustomerResponse>, ProblemResult>> CreateAsync(
        JsonBody<CreateCustomerRequest> body, Caller caller, RequestOrigin origin, CustomerRegistrationCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteAsync(caller, origin, body.Value, cancellationToken) switch
        {
            CustomerRegistrationOutcome.Done(var customer, _) => TypedResults.Created($"/v1.0/customers/{customer.Id}", CustomerResponse.Of(customer)),
            CustomerRegistrationOutcome.UsernameTaken => (ProblemResult)ProblemCatalogue.AgentAlreadyExists,
            _ => (ProblemResult)ProblemCatalogue.CustomerAlreadyExists,
        };
}
