using VoipBin.Auth.Guessing;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Unregister;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>The way back for an admin whose customer has unregistered, and who cannot sign in therefore.</summary>
internal static class RecoveryEndpoints
{
    public const string Path = "/console/recover";

    private static readonly FieldFault Refused = new("", "refused", "The username or the password is not right, or this is no admin.");

    public static void MapRecovery(this IEndpointRouteBuilder console)
    {
        console.MapRead("/recover", (HttpRequest request) => ConsoleResults.Page<RecoveryPage>(FormState.Of(request.Query, "username"))).AllowAnonymous();
        console.MapPost("/recover", RecoverAsync).AllowAnonymous().Keeps("username");
    }

    private static async Task<IResult> RecoverAsync(SubmittedForm form, RequestOrigin origin, UnregisterCommands commands, DeviceCookie devices, HttpContext context, CancellationToken cancellationToken)
    {
        FieldFault[] faults = [.. TextRule.CheckRequired("username", form["username"], int.MaxValue), .. TextRule.CheckRequired("password", form["password"], int.MaxValue)];
        if (faults.Length > 0)
        {
            return ConsoleResults.Page<RecoveryPage>(form.With(faults));
        }

        return await commands.RecoverAsync(new(form["username"], form["password"], origin, devices.Read(context)), cancellationToken) switch
        {
            UnregisterOutcome.Done => new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.OwnCustomerRecovered),
            UnregisterOutcome.StateInvalid(var message) => ConsoleResults.Refused<RecoveryPage>(ProblemCatalogue.StateInvalid, form.With(new FieldFault("", "state", message))),
            UnregisterOutcome.Limited(var limited) => ConsoleResults.Refused<RecoveryPage>(limited.Problem, form.With(EntranceFaults.Limited)),
            UnregisterOutcome.Busy => ConsoleResults.Refused<RecoveryPage>(ProblemCatalogue.ServiceUnavailable, form.With(EntranceFaults.Busy)),
            _ => ConsoleResults.Page<RecoveryPage>(form.With(Refused)),
        };
    }
}
