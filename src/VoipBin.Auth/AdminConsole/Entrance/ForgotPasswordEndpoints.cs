using VoipBin.Auth.PasswordReset;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>Asks for the link that sets a new password. The answer is the same for a name that nobody has.</summary>
internal static class ForgotPasswordEndpoints
{
    public static void MapForgotPassword(this IEndpointRouteBuilder console)
    {
        console.MapRead("/forgot-password", (HttpRequest request) => ConsoleResults.Page<ForgotPasswordPage>(FormState.Of(request.Query, "username"))).AllowAnonymous();
        console.MapPost("/forgot-password", ForgetAsync).AllowAnonymous().Keeps("username");
    }

    private static async Task<IResult> ForgetAsync(SubmittedForm form, RequestOrigin origin, PasswordResetCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new PasswordForgotRequest { Username = form["username"] };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<ForgotPasswordPage>(form.With(faults));
        }

        await commands.ForgetAsync(request.Username, origin, caller: null, cancellationToken);
        return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.LinkMailed);
    }
}
