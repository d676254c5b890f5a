using Microsoft.Extensions.Options;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;

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
        SubmittedForm form, RequestOrigin origin, SignupCommands commands, LoginCommand login, IOptions<TokenOptions> tokens, HttpContext context, CancellationToken cancellationToken)
    {
        var pending = new PendingVerification(TempToken.Parse(form["temp_token"]), form["email"]);
        var request = new CompleteSignupRequest { TempToken = form["temp_token"], Code = form["code"].Trim(), Password = form["password"] };
        FieldFault[] faults = [.. request.Validate(context.RequestServices), .. TextRule.CheckRequired("password", request.Password, int.MaxValue)];
        if (faults.Length > 0)
        {
            return ConsoleResults.Page<VerifyPage>(pending, form.With(faults));
        }

        switch (await commands.CompleteAsync(request, origin, cancellationToken))
        {
            case SignupOutcome.Completed(var customer, var accesskey, var token):
                if (await login.ExecuteAsync(customer.Email, request.Password, origin, cancellationToken) is LoginOutcome.Accepted(var session))
                {
                    ConsoleCookie.ClearDelegate(context);
                    ConsoleCookie.SetSession(context, session, tokens.Value.Lifetime);
                }

                return ConsoleResults.Page<SignedUpPage>(new NewAccount(token, accesskey.TmExpire));
            case SignupOutcome.InvalidPassword(var problem):
                return ConsoleResults.Page<VerifyPage>(pending, form.With(problem.Details.OfType<FieldFault>()));
            case SignupOutcome.TooManyTries:
                return ConsoleResults.Page<VerifyPage>(pending, form.With(TooManyTries));
            case SignupOutcome.AddressTaken:
                return ConsoleResults.Page<VerifyPage>(pending, form.With(AddressTaken));
            default:
                return ConsoleResults.Page<VerifyPage>(pending, form.With(WrongCode));
        }
    }
}
