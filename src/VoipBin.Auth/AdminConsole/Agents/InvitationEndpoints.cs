using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>The page on which an agent is invited: by mail, so that nobody but the agent knows the password.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitation(this IEndpointRouteBuilder agents)
    {
        agents.MapRead("/new", Show).RequireAuthorization(ConsolePolicies.ChangeAgents);
        agents.MapPost("/new", InviteAsync).RequireAuthorization(ConsolePolicies.ChangeAgents).Keeps("name", "detail");
    }

    private static IResult Show(Caller caller, HttpRequest request) => ConsoleResults.Page<InvitationPage>(OfferTo(caller), FormState.Of(request.Query, "name", "detail"));

    /// <summary>A form that is sent twice leads to the agent whom it made the first time.</summary>
    private static async Task<IResult> InviteAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, AgentCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new CreateAgentRequest { Username = form["username"], Name = form["name"], Detail = form["detail"], Permission = (int)AgentRole.Read(form) };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<InvitationPage>(OfferTo(caller), form.With(faults));
        }

        switch (await commands.CreateAsync(caller, origin, request, cancellationToken))
        {
            case AgentCommandOutcome.Done:
                return new SeeOther(AgentTableQuery.Path, ConsoleNote.AgentInvited);
            case AgentCommandOutcome.UsernameTaken when await views.FindAsync(caller, request.Username, cancellationToken) is { } known:
                return new SeeOther(known.Path, ConsoleNote.AgentKnown);
            case var refusal:
                return AgentAnswers.Refuse<InvitationPage>(refusal, OfferTo(caller), form);
        }
    }

    private static PermissionOffer OfferTo(Caller caller) => new(Permission.CustomerAgent, caller.Grantable);
}
