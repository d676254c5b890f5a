using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>Signing up: an address, then the code that was mailed to it. What ties the two together stands in the second form alone, since it is a secret.</summary>
internal static class SignUpEndpoints
{
    private static readonly FieldFault WrongCode = new("code", "wrong", "This code is wrong, or too old. The newest mail counts.");
    private static readonly FieldFault TooManyTries = new("code", "tries", "Too many codes were tried. Sign up again for a new one.");
    private static readonly FieldFault AddressTaken = new("", "taken", "This address has an account already. Sign in, or ask for a new password.");

    public static void MapSignUp(this IEndpointRouteBuilder console)
    {
        console.MapRead("/sign-up", (HttpRequest request) => ConsoleResults.Page<SignUpPage>(FormState.Of(request.Query, "email", "name"))).AllowAnonymous();
        console.MapPost("/sign-up", BeginAsync).AllowAnonymous().Keeps("email", "name");
        console.MapRead("/verify", () => ConsoleResults.Page<VerifyLostPage>()).AllowAnonymous();
        console.MapPost("/verify", CompleteAsync).AllowAnonymous().Keeps();
    }

    private static async Task<IResult> BeginAsync(SubmittedForm form, SignupCommands commands, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new SignupRequest { Email = form["email"], Name = form["name"], AcceptedTos = form["accepted_tos"] == "true" };
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return ConsoleResults.Page<SignUpPage>(form.With(faults));
        }

        return ConsoleResults.Page<VerifyPage>(new PendingVerification(await commands.BeginAsync(request, cancellationToken), request.Email));
    }

    private static async Task<IResult> CompleteAsync(
        SubmittedForm form, RequestOrigin origin, SignupCommands commands, FirstSession session, ConsoleFrames frames, HttpContext context, CancellationToken cancellationToken)
    {
        var pending = new PendingVerification(TempToken.Parse(form["temp_token"]), form["email"]);
        var request = new CompleteSignupRequest { TempToken = form["temp_token"], Code = form["code"].Trim(), Password = form["password"] };
        FieldFault[] faults = [.. request.Validate(context.RequestServices), .. TextRule.CheckRequired("password", request.Password, int.MaxValue)];
        if (faults.Length > 0)
        {
            return ConsoleResults.Page<VerifyPage>(pending, form.With(faults));
        }

        await frames.PrepareAsync(context);
        return await commands.CompleteAsync(request, origin, cancellationToken) switch
        {
            SignupOutcome.Completed(var customer, var accesskey, var token) => ConsoleResults.Page<SignedUpPage>(
                new NewAccount(token, accesskey.TmExpire, IsSignedIn: await session.TryBeginAsync(context, customer.Email, request.Password, origin))),
            SignupOutcome.AlreadyCompleted => ConsoleResults.Page<AlreadySignedUpPage>(statusCode: StatusCodes.Status409Conflict),
            SignupOutcome.InvalidPassword(var problem) => ConsoleResults.Page<VerifyPage>(pending, form.With(problem.Details.OfType<FieldFault>())),
            SignupOutcome.TooManyTries(var rest) => ConsoleResults.Refused<VerifyPage>(ProblemCatalogue.RateLimitExceeded.RetryIn(rest), pending, form.With(TooManyTries)),
            SignupOutcome.AddressTaken => ConsoleResults.Refused<VerifyPage>(ProblemCatalogue.CustomerAlreadyExists, pending, form.With(AddressTaken)),
            _ => ConsoleResults.Page<VerifyPage>(pending, form.With(WrongCode)),
        };
    }
}
