using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Unregister;

namespace VoipBin.Auth.AdminConsole.OwnCustomer;

/// <summary>The pages on which a customer leaves, and thinks again. The second one is open while it is frozen.</summary>
internal static class UnregistrationEndpoints
{
    public const string RecoverPath = "/console/customer/recover";

    /// <summary>The choice to be deleted at once.</summary>
    public const string AtOnce = "now";

    public static void MapUnregistration(this IEndpointRouteBuilder customer)
    {
        customer.MapRead("/unregister", AskAsync).RequireAuthorization(ConsolePolicies.ChangeCustomer);
        customer.MapPost("/unregister", UnregisterAsync).RequireAuthorization(ConsolePolicies.ChangeCustomer).Keeps();
        customer.MapRead("/recover", ShowRecoverAsync).RequireAuthorization(ConsolePolicies.RecoverCustomer);
        customer.MapPost("/recover", RecoverAsync).RequireAuthorization(ConsolePolicies.RecoverCustomer).Keeps();
    }

    private static async Task<IResult> AskAsync(Caller caller, OwnCustomerViews views, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, cancellationToken) is { } view ? ConsoleResults.Page<UnregisterPage>(view) : Missing();

    /// <summary>The password is asked for in any case: a browser that somebody left open must not be enough.</summary>
    private static async Task<IResult> UnregisterAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, OwnCustomerViews views, UnregisterCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(caller, cancellationToken) is not { } view)
        {
            return Missing();
        }

        var request = new UnregisterRequest { Password = form["password"], Immediate = form["when"] == AtOnce };
        FieldFault[] faults = [.. request.Validate(context.RequestServices), .. view.IsConfirmedBy(form["confirmation"]) ? [] : new[] { Unconfirmed(view) }];
        if (faults.Length > 0)
        {
            return Again(faults);
        }

        switch (await commands.UnregisterAsync(caller, origin, request, cancellationToken))
        {
            case UnregisterOutcome.Done when request.Immediate is true:
                ConsoleCookie.ClearSession(context);
                return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.OwnCustomerDeleted);
            case UnregisterOutcome.Done:
                return new SeeOther(RecoverPath, ConsoleNote.OwnCustomerUnregistered);
            case UnregisterOutcome.WrongPassword:
                return Again(new FieldFault("password", "match", "This is not your password."));
            case UnregisterOutcome.StateInvalid(var message):
                return ConsoleResults.Refused<UnregisterPage>(ProblemCatalogue.StateInvalid, view, form.With(new FieldFault("", "state", message)));
            default:
                return Missing();
        }

        IResult Again(params FieldFault[] wrong) => ConsoleResults.Page<UnregisterPage>(view, form.With(wrong));
    }

    private static async Task<IResult> ShowRecoverAsync(Caller caller, OwnCustomerViews views, CancellationToken cancellationToken)
    {
        if (caller.Freeze is null)
        {
            return new SeeOther(OwnCustomerView.Path);
        }

        return await views.FindAsync(caller, cancellationToken) is { } view ? ConsoleResults.Page<RecoverPage>(view) : Missing();
    }

    /// <summary>Whoever sends the form twice has what he wanted.</summary>
    private static async Task<IResult> RecoverAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, OwnCustomerViews views, UnregisterCommands commands, CancellationToken cancellationToken)
    {
        var outcome = await commands.RecoverAsync(caller, origin, cancellationToken);
        if (outcome is UnregisterOutcome.Done || caller.Freeze is null)
        {
            return new SeeOther(OwnCustomerView.Path, ConsoleNote.OwnCustomerRecovered);
        }

        return outcome is UnregisterOutcome.StateInvalid(var message) && await views.FindAsync(caller, cancellationToken) is { } view
            ? ConsoleResults.Refused<RecoverPage>(ProblemCatalogue.StateInvalid, view, form.With(new FieldFault("", "state", message)))
            : Missing();
    }

    private static FieldFault Unconfirmed(OwnCustomerView view) => new("confirmation", "match", $"It must be “{view.Confirmation}”.");

    private static IResult Missing() => ConsoleResults.Problem(ProblemCatalogue.CustomerNotFound);
}
