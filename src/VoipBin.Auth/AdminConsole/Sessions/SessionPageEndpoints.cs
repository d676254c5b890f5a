using VoipBin.Auth.AdminConsole.Agents;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole.Sessions;

/// <summary>The pages on which somebody ends his own sessions, and sets his own password. After either he signs in anew.</summary>
internal static class SessionPageEndpoints
{
    public const string Path = "/console/sessions";

    public static void MapSessionPages(this IEndpointRouteBuilder console)
    {
        var sessions = console.MapGroup("/sessions");

        sessions.MapRead("", Show).RequireAuthorization(ConsolePolicies.OwnSessions);
        sessions.MapPost("", EndAsync).RequireAuthorization(ConsolePolicies.OwnSessions).Keeps();
        sessions.MapRead("/password", ShowPassword).RequireAuthorization(ConsolePolicies.OwnPassword);
        sessions.MapPost("/password", SetPasswordAsync).RequireAuthorization(ConsolePolicies.OwnPassword).Keeps();
    }

    private static IResult Show(Caller caller, HttpContext context) => ConsoleResults.Page<SessionsPage>(ViewOf(caller, context));

    private static async Task<IResult> EndAsync(SubmittedForm form, Caller caller, RequestOrigin origin, LogoutCommand command, HttpContext context, CancellationToken cancellationToken)
    {
        await command.ExecuteAsync(caller, all: true, origin, cancellationToken);
        ConsoleCookie.ClearSession(context);
        return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.SignedOutEverywhere);
    }

    private static IResult ShowPassword(Caller caller, HttpContext context) => ConsoleResults.Page<OwnPasswordPage>(ViewOf(caller, context));

    private static async Task<IResult> SetPasswordAsync(
        SubmittedForm form, Caller caller, RequestOrigin origin, AgentCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new SetPasswordRequest { Password = form["password"], CurrentPassword = form["current_password"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<OwnPasswordPage>(ViewOf(caller, context), form.With(faults));
        }

        var outcome = await commands.SetOwnPasswordAsync(caller, origin, request, cancellationToken);
        if (outcome is not AgentCommandOutcome.Done)
        {
            return AgentAnswers.Refuse<OwnPasswordPage>(outcome, ViewOf(caller, context), form);
        }

        ConsoleCookie.ClearSession(context);
        return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.PasswordChanged);
    }

    private static SessionView ViewOf(Caller caller, HttpContext context) =>
        new(caller.CredentialExpires, ConsolePolicies.OwnPassword.Allows(caller, context));
}
