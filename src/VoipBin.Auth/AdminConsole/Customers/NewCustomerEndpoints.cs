using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>The page on which an operator makes a customer. A form that is sent twice makes one: its address is taken then.</summary>
internal static class NewCustomerEndpoints
{
    private static readonly FieldFault EmailTaken = new("email", "taken", "There is a customer with this address already.");
    private static readonly FieldFault UsernameTaken = new("email", "taken", "Somebody of another customer has this address as username.");

    public static void MapNewCustomer(this IEndpointRouteBuilder customers)
    {
        customers.MapRead("/new", (HttpRequest request) => ConsoleResults.Page<NewCustomerPage>(FormState.Of(request.Query, "name", "detail")));
        customers.MapPost("/new", CreateAsync).Keeps("name", "detail");
    }

    private static async Task<IResult> CreateAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, CustomerRegistrationCommand command, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new CreateCustomerRequest { Email = form["email"], Name = form["name"], Detail = form["detail"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<NewCustomerPage>(form.With(faults));
        }

        return await command.ExecuteAsync(caller, origin, request, cancellationToken) switch
        {
            CustomerRegistrationOutcome.Done(var customer, var isInvited) =>
                new SeeOther(CustomerView.PathOf(customer.Id), isInvited ? ConsoleNote.CustomerCreated : ConsoleNote.CustomerCreatedWithoutMail),
            CustomerRegistrationOutcome.UsernameTaken => ConsoleResults.Refused<NewCustomerPage>(ProblemCatalogue.AgentAlreadyExists, form.With(UsernameTaken)),
            _ => ConsoleResults.Refused<NewCustomerPage>(ProblemCatalogue.CustomerAlreadyExists, form.With(EmailTaken)),
        };
    }
}
