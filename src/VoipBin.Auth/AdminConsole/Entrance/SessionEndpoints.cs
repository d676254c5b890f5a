using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>Signing in and out. The token is kept in the console's own cookie; accesskeys have no way in.</summary>
internal static class SessionEndpoints
{
    private static readonly FieldFault Refused = new("", "refused", "The username or the password is not right.");

    public static void MapSession(this IEndpointRouteBuilder console)
    {
        console.MapRead("/sign-in", ShowSignIn).AllowAnonymous();
        console.MapPost("/sign-in", SignInAsync).AllowAnonymous().Keeps("username", ReturnAddress.Parameter);
        console.MapPost("/sign-out", SignOutAsync).RequireAuthorization(ConsolePolicies.SignedInEvenFrozen).WithMetadata(new OwnSessionMetadata());
    }

    private static IResult ShowSignIn(HttpRequest request) => Show(request.Query[ReturnAddress.Parameter], FormState.Of(request.Query, "username"));

    private static async Task<IResult> SignInAsync(
        SubmittedForm form, RequestOrigin origin, LoginCommand command, IOptions<TokenOptions> tokens, DeviceCookie devices, HttpContext context, CancellationToken cancellationToken)
    {
        var request = new LoginRequest { Username = form["username"], Password = form["password"] };
        var address = form[ReturnAddress.Parameter];
        if (request.Validate(context.RequestServices).ToArray() is { Length: > 0 } faults)
        {
            return Show(address, form.With(faults));
        }

        switch (await command.ExecuteAsync(new(request.Username, request.Password, origin, devices.Read(context)), cancellationToken))
        {
            case LoginOutcome.Accepted(var token, var device):
                ConsoleCookie.ClearDelegate(context);
                ConsoleCookie.SetSession(context, token, tokens.Value.Lifetime);
                devices.Set(context, device);
                return new SeeOther(ReturnAddress.Parse(address));
            case LoginOutcome.Frozen:
                return ConsoleResults.Problem(ProblemCatalogue.AccountFrozen);
            case LoginOutcome.Limited(var limited):
                return ConsoleResults.Refused<SignInPage>(limited.Problem, ModelOf(address), form.With(EntranceFaults.Limited));
            case LoginOutcome.Busy:
                return ConsoleResults.Refused<SignInPage>(ProblemCatalogue.ServiceUnavailable, ModelOf(address), form.With(EntranceFaults.Busy));
            default:
                return Show(address, form.With(Refused));
        }
    }

    private static async Task<IResult> SignOutAsync(SubmittedForm form, Caller caller, RequestOrigin origin, LogoutCommand command, HttpContext context, CancellationToken cancellationToken)
    {
        await command.ExecuteAsync(caller, all: false, origin, cancellationToken);
        ConsoleCookie.ClearSession(context);
        return new SeeOther(ReturnAddress.SignIn(ReturnAddress.Home), ConsoleNote.SignedOut);
    }

    private static IResult Show(string? address, FormState form) => ConsoleResults.Page<SignInPage>(ModelOf(address), form);

    private static SignInPage.Address ModelOf(string? address) => new(ReturnAddress.Parse(address));
}
