using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.OwnCustomer;

/// <summary>The pages on which people see and change their own customer.</summary>
internal static class OwnCustomerPageEndpoints
{
    /// <summary>The button that takes back a change that waits.</summary>
    public const string Withdraw = "withdraw";

    public static void MapOwnCustomerPages(this IEndpointRouteBuilder console)
    {
        var customer = console.MapGroup("/customer");

        customer.MapRead("", ShowAsync).RequireAuthorization(ConsolePolicies.SeeCustomer);
        customer.MapPost("", UpdateAsync).RequireAuthorization(ConsolePolicies.ChangeCustomer).Keeps("name", "detail");
        customer.MapRead("/email", ShowEmailAsync).RequireAuthorization(ConsolePolicies.ChangeCustomer);
        customer.MapPost("/email", RequestEmailAsync).RequireAuthorization(ConsolePolicies.ChangeCustomer).Keeps();
        customer.MapUnregistration();
    }

    private static async Task<IResult> ShowAsync(Caller caller, OwnCustomerViews views, HttpContext context, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, cancellationToken) is { } view
            ? ConsoleResults.Page<OwnCustomerPage>(view with { MayChange = ConsolePolicies.ChangeCustomer.Allows(caller, context) }, FormState.Of(context.Request.Query, "name", "detail"))
            : Missing();

    private static async Task<IResult> UpdateAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, OwnCustomerViews views, CustomerCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new UpdateCustomerRequest { Name = form["name"], Detail = form["detail"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return await views.FindAsync(caller, cancellationToken) is { } view ? ConsoleResults.Page<OwnCustomerPage>(view with { MayChange = true }, form.With(faults)) : Missing();
        }

        return await commands.UpdateAsync(caller, origin, caller.CustomerId, request, cancellationToken) is CustomerCommandOutcome.Done ? new SeeOther(OwnCustomerView.Path, ConsoleNote.Saved) : Missing();
    }

    private static async Task<IResult> ShowEmailAsync(Caller caller, OwnCustomerViews views, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, cancellationToken) is { } view ? ConsoleResults.Page<OwnCustomerEmailPage>(view, FormState.Empty) : Missing();

    /// <summary>Asking for the present address takes back what was asked for before, or mails a link to it while it is not verified.</summary>
    private static async Task<IResult> RequestEmailAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, OwnCustomerViews views, CustomerCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(caller, cancellationToken) is not { } view)
        {
            return Missing();
        }

        var request = new UpdateCustomerRequest { Email = form["action"] == Withdraw ? view.Customer.Email : form["email"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<OwnCustomerEmailPage>(view, form.With(faults));
        }

        return await commands.UpdateAsync(caller, origin, caller.CustomerId, request, cancellationToken) switch
        {
            CustomerCommandOutcome.Done(var customer) => new SeeOther(
                OwnCustomerView.Path, customer.EmailVerified && request.Email.Trim() == customer.Email ? ConsoleNote.ChangeWithdrawn : ConsoleNote.ConfirmationMailed),
            CustomerCommandOutcome.EmailTaken => Again(ProblemCatalogue.CustomerAlreadyExists, ConflictFaults.Taken("email")),
            CustomerCommandOutcome.TooManyConflicts(var wait) => Again(ProblemCatalogue.RateLimitExceeded.RetryIn(wait), ConflictFaults.TooMany("email", wait)),
            _ => Missing(),
        };

        IResult Again(Problem problem, FieldFault fault) => ConsoleResults.Refused<OwnCustomerEmailPage>(problem, view, form.With(fault));
    }

    private static IResult Missing() => ConsoleResults.Problem(ProblemCatalogue.CustomerNotFound);
}
