using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>The pages on which people find, name and remove agents.</summary>
internal static class AgentPageEndpoints
{
    public static void MapAgentPages(this IEndpointRouteBuilder console)
    {
        var agents = console.MapGroup("/agents");

        agents.MapRead("", ListAsync).RequireAuthorization(ConsolePolicies.SeeAgents);
        agents.MapInvitation();
        agents.MapRead("/{id:guid}", ShowAsync).RequireAuthorization(ConsolePolicies.SeeAgents);
        agents.MapPost("/{id:guid}", UpdateAsync).RequireAuthorization(ConsolePolicies.ChangeAgents).Keeps("name", "detail");
        agents.MapAgentAccess();
        agents.MapRead("/{id:guid}/delete", AskAsync).RequireAuthorization(ConsolePolicies.SeeAgents);
        agents.MapPost("/{id:guid}/delete", DeleteAsync).RequireAuthorization(ConsolePolicies.SeeAgents).Keeps();
    }

    private static async Task<IResult> ListAsync(AgentTableQuery query, Caller caller, AgentViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var table = await views.SearchAsync(caller, query, ConsolePolicies.ChangeAgents.Allows(caller, context), cancellationToken);
        return table.Query.Page <= table.Pages
            ? ConsoleResults.Page<AgentsPage>(table)
            : new SeeOther($"{query with { Page = table.Pages }}");
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, AgentViews views, HttpRequest request, CancellationToken cancellationToken) =>
        await views.FindAsync(caller, id, cancellationToken) is { } view ? ConsoleResults.Page<AgentPage>(view, FormState.Of(request.Query, "name", "detail")) : AgentAnswers.Unreachable(null);

    private static async Task<IResult> UpdateAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, AgentCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        if (found is not { MayDescribe: true } view)
        {
            return AgentAnswers.Unreachable(found);
        }

        var request = new UpdateAgentRequest { Name = form["name"], Detail = form["detail"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<AgentPage>(view, form.With(faults));
        }

        var outcome = await commands.UpdateAsync(caller, origin, id, request, cancellationToken);
        return outcome is AgentCommandOutcome.Done ? new SeeOther(view.Path, ConsoleNote.Saved) : AgentAnswers.Refuse<AgentPage>(outcome, view, form);
    }

    private static async Task<IResult> AskAsync(Guid id, Caller caller, AgentViews views, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayRemove: true } ? ConsoleResults.Page<DeleteAgentPage>(view) : AgentAnswers.Unreachable(view);
    }

    /// <summary>Whoever sends the form twice has what he wanted; whoever removed himself is signed out.</summary>
    private static async Task<IResult> DeleteAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, AgentCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(caller, id, cancellationToken) is not { } view)
        {
            return new SeeOther(AgentTableQuery.Path, ConsoleNote.AgentGone);
        }

        switch (await commands.DeleteAsync(caller, origin, id, cancellationToken))
        {
            case AgentCommandOutcome.Done when view.IsSelf:
                ConsoleCookie.ClearSession(context);
                return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.AgentRemoved);
            case AgentCommandOutcome.Done:
                return new SeeOther(AgentTableQuery.Path, ConsoleNote.AgentRemoved);
            case AgentCommandOutcome.NotFound:
                return new SeeOther(AgentTableQuery.Path, ConsoleNote.AgentGone);
            case var refusal:
                return AgentAnswers.Refuse<DeleteAgentPage>(refusal, view, form);
        }
    }
}
