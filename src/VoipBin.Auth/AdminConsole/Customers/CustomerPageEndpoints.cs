using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>The pages on which an operator finds and changes customers.</summary>
internal static class CustomerPageEndpoints
{
    private static readonly FieldFault Taken = new("email", "taken", "Another customer has this address.");

    public static void MapCustomerPages(this IEndpointRouteBuilder console)
    {
        var customers = console.MapGroup("/customers").RequireAuthorization(ConsolePolicies.OperateCustomers);

        customers.MapRead("", ListAsync);
        customers.MapNewCustomer();
        customers.MapRead("/{id:guid}", ShowAsync);
        customers.MapPost("/{id:guid}", UpdateAsync).Keeps("name", "detail");
        customers.MapRead("/{id:guid}/email", ShowEmailAsync);
        customers.MapPost("/{id:guid}/email", UpdateEmailAsync).Keeps();
        customers.MapCustomerState();
    }

    /// <summary>Answers somebody who asks for what cannot be done to a customer (any more): also whoever sends a form twice.</summary>
    public static IResult Refuse(CustomerView? view) =>
        view is null ? ConsoleResults.Problem(ProblemCatalogue.CustomerNotFound) : new SeeOther(view.Path, ConsoleNote.CustomerUnchanged);

    private static async Task<IResult> ListAsync(CustomerTableQuery query, Caller caller, CustomerViews views, CancellationToken cancellationToken)
    {
        var table = await views.SearchAsync(caller, query, cancellationToken);
        return table.Query.Page <= table.Pages ? ConsoleResults.Page<CustomersPage>(table) : new SeeOther($"{query with { Page = table.Pages }}");
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, CustomerViews views, HttpRequest request, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, id, cancellationToken) is { } view ? ConsoleResults.Page<CustomerPage>(view, FormState.Of(request.Query, "name", "detail")) : Refuse(view: null);

    private static async Task<IResult> UpdateAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, CustomerCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        if (view is not { MayChange: true })
        {
            return Refuse(view);
        }

        var request = new UpdateCustomerRequest { Name = form["name"], Detail = form["detail"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<CustomerPage>(view, form.With(faults));
        }

        return await commands.UpdateAsync(caller, origin, id, request, cancellationToken) is CustomerCommandOutcome.Done ? new SeeOther(view.Path, ConsoleNote.Saved) : Refuse(view: null);
    }

    private static async Task<IResult> ShowEmailAsync(Guid id, Caller caller, CustomerViews views, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayChange: true } ? ConsoleResults.Page<CustomerEmailPage>(view, FormState.Empty) : Refuse(view);
    }

    private static async Task<IResult> UpdateEmailAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, CustomerCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        if (view is not { MayChange: true })
        {
            return Refuse(view);
        }

        var request = new UpdateCustomerRequest { Email = form["email"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<CustomerEmailPage>(view, form.With(faults));
        }

        return await commands.UpdateAsync(caller, origin, id, request, cancellationToken) switch
        {
            CustomerCommandOutcome.Done(var customer) => new SeeOther(view.Path, NoteOf(customer, request.Email)),
            CustomerCommandOutcome.EmailTaken => ConsoleResults.Refused<CustomerEmailPage>(ProblemCatalogue.CustomerAlreadyExists, view, form.With(Taken)),
            _ => Refuse(view: null),
        };
    }

    private static string NoteOf(Customer customer, string email) =>
        customer.EmailVerified && email.Trim() == customer.Email ? ConsoleNote.CustomerEmailKept : ConsoleNote.CustomerEmailRequested;
}
