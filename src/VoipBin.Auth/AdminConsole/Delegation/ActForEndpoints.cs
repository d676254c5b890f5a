using Microsoft.Extensions.Options;
using VoipBin.Auth.AdminConsole.Customers;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole.Delegation;

/// <summary>How an operator begins to act for a customer, and stops.</summary>
internal static class ActForEndpoints
{
    /// <summary>Where the banner's button leads.</summary>
    public const string StopPath = "/console/stop-acting";

    public static void MapActFor(this IEndpointRouteBuilder console)
    {
        console.MapRead("/customers/{id:guid}/act", AskAsync).RequireAuthorization(ConsolePolicies.OperateCustomers);
        console.MapPost("/customers/{id:guid}/act", BeginAsync).RequireAuthorization(ConsolePolicies.OperateCustomers).Keeps("reason");
        console.MapPost("/stop-acting", StopAsync).RequireAuthorization(ConsolePolicies.StopActing);
    }

    private static async Task<IResult> AskAsync(Guid id, Caller caller, CustomerViews views, HttpRequest request, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayActFor: true } ? ConsoleResults.Page<ActForPage>(view, FormState.Of(request.Query, "reason")) : CustomerPageEndpoints.Refuse(view);
    }

    private static async Task<IResult> BeginAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, CustomerViews views, DelegateCommand command, IOptions<TokenOptions> tokens, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        if (view is not { MayActFor: true })
        {
            return CustomerPageEndpoints.Refuse(view);
        }

        var request = new DelegateRequest { CustomerId = id.ToString(), Reason = form["reason"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<ActForPage>(view, form.With(faults));
        }

        if (await command.ExecuteAsync(caller, id, request.Reason, origin, cancellationToken) is not DelegateOutcome.Issued(var token, _, _))
        {
            return CustomerPageEndpoints.Refuse(view: null);
        }

        // As old as a session, and so older than the token in it: a cookie that the browser drops in time would make the operator himself again without a word.
        ConsoleCookie.SetDelegate(context, token, tokens.Value.Lifetime);
        return new SeeOther(ReturnAddress.Home);
    }

    private static async Task<IResult> StopAsync(SubmittedForm form, Caller caller, RequestOrigin origin, LogoutCommand command, HttpContext context, CancellationToken cancellationToken)
    {
        await command.ExecuteAsync(caller, all: false, origin, cancellationToken);
        ConsoleCookie.ClearDelegate(context);
        return new SeeOther(CustomerView.PathOf(caller.CustomerId), ConsoleNote.ActingStopped);
    }
}
