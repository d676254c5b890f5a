using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>The pages on which people find, name and revoke accesskeys.</summary>
internal static class AccesskeyPageEndpoints
{
    public static void MapAccesskeyPages(this IEndpointRouteBuilder console)
    {
        var accesskeys = console.MapGroup("/accesskeys");

        accesskeys.MapRead("", ListAsync).RequireAuthorization(ConsolePolicies.SeeAccesskeys);
        accesskeys.MapNewAccesskey();
        accesskeys.MapRead("/{id:guid}", ShowAsync).RequireAuthorization(ConsolePolicies.SeeAccesskeys);
        accesskeys.MapPost("/{id:guid}", UpdateAsync).RequireAuthorization(ConsolePolicies.ChangeAccesskeys).Keeps("name", "detail");
        accesskeys.MapRead("/{id:guid}/delete", AskAsync).RequireAuthorization(ConsolePolicies.SeeAccesskeys);
        accesskeys.MapPost("/{id:guid}/delete", DeleteAsync).RequireAuthorization(ConsolePolicies.SeeAccesskeys).Keeps();
    }

    private static async Task<IResult> ListAsync(AccesskeyTableQuery query, Caller caller, AccesskeyViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var table = await views.SearchAsync(caller, query, ConsolePolicies.ChangeAccesskeys.Allows(caller, context), cancellationToken);
        return table.Query.Page <= table.Pages
            ? ConsoleResults.Page<AccesskeysPage>(table)
            : new SeeOther($"{query with { Page = table.Pages }}");
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, AccesskeyViews views, HttpContext context, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, id, ConsolePolicies.ChangeAccesskeys.Allows(caller, context), cancellationToken) is { } view
            ? ConsoleResults.Page<AccesskeyPage>(view, FormState.Of(context.Request.Query, "name", "detail"))
            : Missing();

    private static async Task<IResult> UpdateAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AccesskeyViews views, AccesskeyCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(caller, id, mayChange: true, cancellationToken) is not { } view)
        {
            return Missing();
        }

        var request = new UpdateAccesskeyRequest { Name = form["name"], Detail = form["detail"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<AccesskeyPage>(view, form.With(faults));
        }

        return await commands.UpdateAsync(caller, origin, id, request, cancellationToken) is AccesskeyCommandOutcome.Done ? new SeeOther(view.Path, ConsoleNote.Saved) : Missing();
    }

    private static async Task<IResult> AskAsync(Guid id, Caller caller, AccesskeyViews views, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, id, mayChange: false, cancellationToken) is { } view ? ConsoleResults.Page<DeleteAccesskeyPage>(view) : Missing();

    /// <summary>Whoever sends the form twice has what he wanted.</summary>
    private static async Task<IResult> DeleteAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AccesskeyViews views, AccesskeyCommands commands, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(caller, id, mayChange: false, cancellationToken) is null)
        {
            return new SeeOther(AccesskeyTableQuery.Path, ConsoleNote.AccesskeyGone);
        }

        var outcome = await commands.DeleteAsync(caller, origin, id, cancellationToken);
        return new SeeOther(AccesskeyTableQuery.Path, outcome is AccesskeyCommandOutcome.Done ? ConsoleNote.AccesskeyDeleted : ConsoleNote.AccesskeyGone);
    }

    private static IResult Missing() => ConsoleResults.Problem(ProblemCatalogue.AccesskeyNotFound);
}
