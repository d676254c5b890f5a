using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Unregister;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>The pages on which an operator stops, recovers and ends a customer. Each says first what follows.</summary>
internal static class CustomerStateEndpoints
{
    /// <summary>The field into which the address of the customer is typed that is to be deleted, so that it is not another one.</summary>
    public const string ConfirmationField = "confirmation";

    private static readonly FieldFault Unconfirmed = new(ConfirmationField, "match", "This is not the address of the customer.");

    public static void MapCustomerState(this IEndpointRouteBuilder customers)
    {
        customers.MapRead("/{id:guid}/freeze", Ask<FreezeCustomerPage>(view => view.MayFreeze));
        customers.MapPost("/{id:guid}/freeze", FreezeAsync).Keeps();
        customers.MapRead("/{id:guid}/recover", Ask<RecoverCustomerPage>(view => view.MayRecover));
        customers.MapPost("/{id:guid}/recover", RecoverAsync).Keeps();
        customers.MapRead("/{id:guid}/delete", Ask<DeleteCustomerPage>(view => view.MayDelete));
        customers.MapPost("/{id:guid}/delete", DeleteAsync).Keeps();
    }

    /// <summary>The page that says what follows, where that may be done.</summary>
    private static Delegate Ask<TPage>(Func<CustomerView, bool> may)
        where TPage : IComponent => async (Guid id, Caller caller, CustomerViews views, CancellationToken cancellationToken) =>
        {
            var view = await views.FindAsync(caller, id, cancellationToken);
            return view is not null && may(view) ? ConsoleResults.Page<TPage>(view) : CustomerPageEndpoints.Refuse(view);
        };

    private static async Task<IResult> FreezeAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, OperatorCommands commands, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayFreeze: true }
            ? Answer<FreezeCustomerPage>(await commands.FreezeAsync(caller, origin, id, cancellationToken), view, form, view.Path, ConsoleNote.CustomerFrozen)
            : CustomerPageEndpoints.Refuse(view);
    }

    private static async Task<IResult> RecoverAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, OperatorCommands commands, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayRecover: true }
            ? Answer<RecoverCustomerPage>(await commands.RecoverAsync(caller, origin, id, cancellationToken), view, form, view.Path, ConsoleNote.CustomerRecovered)
            : CustomerPageEndpoints.Refuse(view);
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, OperatorCommands commands, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view switch
        {
            null => Gone(),
            { MayDelete: false } => CustomerPageEndpoints.Refuse(view),
            _ when Customer.KeyOf(form[ConfirmationField].Trim()) != view.Customer.EmailKey => ConsoleResults.Page<DeleteCustomerPage>(view, form.With(Unconfirmed)),
            _ => Answer<DeleteCustomerPage>(await commands.DeleteAsync(caller, origin, id, cancellationToken), view, form, CustomerTableQuery.Path, ConsoleNote.CustomerDeleted),
        };
    }

    /// <summary>What the state of the platform does not allow is said on the page that asked.</summary>
    private static IResult Answer<TPage>(UnregisterOutcome outcome, CustomerView view, SubmittedForm form, string path, string note)
        where TPage : IComponent => outcome switch
        {
            UnregisterOutcome.Done => new SeeOther(path, note),
            UnregisterOutcome.StateInvalid(var message) => ConsoleResults.Refused<TPage>(ProblemCatalogue.StateInvalid, view, form.With(new FieldFault("", "state", message))),
            _ => Gone(),
        };

    private static SeeOther Gone() => new(CustomerTableQuery.Path, ConsoleNote.CustomerGone);
}
