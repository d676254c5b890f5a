using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.PasswordReset;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>The pages that decide what an agent may do, and how it gets in.</summary>
internal static class AgentAccessEndpoints
{
    /// <summary>The button that takes back a change that waits.</summary>
    public const string Withdraw = "withdraw";

    public static void MapAgentAccess(this IEndpointRouteBuilder agents)
    {
        agents.MapRead("/{id:guid}/permission", ShowPermissionAsync).RequireAuthorization(ConsolePolicies.AdministerAgents);
        agents.MapPost("/{id:guid}/permission", SetPermissionAsync).RequireAuthorization(ConsolePolicies.AdministerAgents).Keeps();
        agents.MapRead("/{id:guid}/username", ShowUsernameAsync).RequireAuthorization(ConsolePolicies.ChangeAgents);
        agents.MapPost("/{id:guid}/username", RequestUsernameAsync).RequireAuthorization(ConsolePolicies.ChangeAgents).Keeps();
        agents.MapRead("/{id:guid}/password", ShowPasswordAsync).RequireAuthorization(ConsolePolicies.AdministerAgents);
        agents.MapPost("/{id:guid}/password", SetPasswordAsync).RequireAuthorization(ConsolePolicies.AdministerAgents).Keeps();
        agents.MapRead("/{id:guid}/password-link", AskLinkAsync).RequireAuthorization(ConsolePolicies.ChangeAgents);
        agents.MapPost("/{id:guid}/password-link", MailLinkAsync).RequireAuthorization(ConsolePolicies.ChangeAgents).Keeps();
    }

    private static async Task<IResult> ShowPermissionAsync(Guid id, Caller caller, AgentViews views, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        return found is { MayAdminister: true } view ? ConsoleResults.Page<PermissionPage>(OfferOf(view), FormState.Empty) : AgentAnswers.Unreachable(found);
    }

    private static async Task<IResult> SetPermissionAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, AgentCommands commands, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        if (found is not { MayAdminister: true } view)
        {
            return AgentAnswers.Unreachable(found);
        }

        var permission = AgentRole.Read(form);
        var outcome = await commands.SetPermissionAsync(caller, origin, id, permission, cancellationToken);

        // Whoever gave his own rights away does not see the agent's page any more.
        var isLockedOut = view.IsSelf && !(caller with { Permission = permission }).Has(Permission.CustomerAdmin | Permission.CustomerManager);
        return outcome is AgentCommandOutcome.Done
            ? new SeeOther(isLockedOut ? ReturnAddress.Home : view.Path, ConsoleNote.Saved)
            : AgentAnswers.Refuse<PermissionPage>(outcome, OfferOf(view), form);
    }

    private static async Task<IResult> ShowUsernameAsync(Guid id, Caller caller, AgentViews views, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayRename: true } ? ConsoleResults.Page<UsernamePage>(view, FormState.Empty) : AgentAnswers.Unreachable(view);
    }

    /// <summary>Asking for the present username takes back what was asked for before.</summary>
    private static async Task<IResult> RequestUsernameAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, UsernameCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        if (found is not { MayRename: true } view)
        {
            return AgentAnswers.Unreachable(found);
        }

        var isWithdrawn = form["action"] == Withdraw;
        var request = new UpdateAgentRequest { Username = isWithdrawn ? view.Agent.Username : form["username"], CurrentPassword = form["current_password"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<UsernamePage>(view, form.With(faults));
        }

        var outcome = isWithdrawn
            ? await commands.RequestAsync(caller, origin, id, request, cancellationToken)
            : await commands.RequestInBrowserAsync(caller, origin, id, request, cancellationToken);
        return outcome is AgentCommandOutcome.Done
            ? new SeeOther(view.Path, isWithdrawn || request.Username.Trim() == view.Agent.Username ? ConsoleNote.ChangeWithdrawn : ConsoleNote.ConfirmationMailed)
            : AgentAnswers.Refuse<UsernamePage>(outcome, view, form);
    }

    private static async Task<IResult> ShowPasswordAsync(Guid id, Caller caller, AgentViews views, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MaySetPassword: true } ? ConsoleResults.Page<AgentPasswordPage>(view) : AgentAnswers.Unreachable(view);
    }

    private static async Task<IResult> SetPasswordAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, AgentCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        if (found is not { MaySetPassword: true } view)
        {
            return AgentAnswers.Unreachable(found);
        }

        var request = new SetPasswordRequest { Password = form["password"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<AgentPasswordPage>(view, form.With(faults));
        }

        var outcome = await commands.SetPasswordAsync(caller, origin, id, request, cancellationToken);
        return outcome is AgentCommandOutcome.Done ? new SeeOther(view.Path, ConsoleNote.AgentPasswordSet) : AgentAnswers.Refuse<AgentPasswordPage>(outcome, view, form);
    }

    private static async Task<IResult> AskLinkAsync(Guid id, Caller caller, AgentViews views, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(caller, id, cancellationToken);
        return view is { MayMailLink: true } ? ConsoleResults.Page<PasswordLinkPage>(view) : AgentAnswers.Unreachable(view);
    }

    /// <summary>What the agent could ask for at the sign-in page.</summary>
    private static async Task<IResult> MailLinkAsync(
        Guid id, SubmittedForm form, Caller caller, RequestOrigin origin, AgentViews views, PasswordResetCommands commands, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(caller, id, cancellationToken);
        if (found is not { MayMailLink: true } view)
        {
            return AgentAnswers.Unreachable(found);
        }

        await commands.ForgetAsync(view.Agent.Username, origin, caller, cancellationToken);
        return new SeeOther(view.Path, ConsoleNote.AgentLinkMailed);
    }

    private static PermissionOffer OfferOf(AgentView view) => new(view.Agent.Permission, view.Caller.Grantable, view);
}
