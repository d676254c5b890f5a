using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tokens;

/// <summary>The routes that begin and end a token.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").AddEndpointFilter<RefusedArgumentFilter>().WithTags("Tokens");

        auth.MapPost("/login", LoginAsync)
            .AllowAnonymous()
            .Describe("Login", "Log in", "Username and password for a token that is good for 7 days; also set as the cookie `token`.")
            .Refuses(ProblemCatalogue.LoginFailed, ProblemCatalogue.AccountFrozen);
        auth.MapPost("/logout", LogoutAsync)
            .RequireAuthorization(CallerPolicies.TokenEvenFrozen)
            .Describe("Logout", "Log out", "Ends the token that is sent, or with `all` every token of the agent, at once.");
        auth.MapPost("/delegate", DelegateAsync)
            .RequireAuthorization(CallerPolicies.ProjectSuperAdminAgent)
            .Describe("Delegate", "Act for a customer", "A token of 8 hours as an admin of that customer, for operators: it may read and revoke. It ends with the operator's own token.")
            .Refuses(ProblemCatalogue.CustomerNotFound, ProblemCatalogue.StateInvalid);
    }

    private static async Task<Results<Ok<LoginResponse>, ProblemResult>> LoginAsync(
        JsonBody<LoginRequest> body,
        RequestOrigin origin,
        LoginCommand command,
        DeviceCookie devices,
        IOptions<TokenOptions> tokens,
        IOptions<ServiceOptions> service,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var (username, password) = (body.Value.Username!, body.Value.Password!);
        switch (await command.ExecuteAsync(new(username, password, origin, devices.Read(context)), cancellationToken))
        {
            case LoginOutcome.Accepted accepted:
                if (TokenCookie.TrySet(context, accepted.Token, tokens.Value.Lifetime, service.Value.PublicUrl))
                {
                    devices.Set(context, accepted.Device);
                }

                return TypedResults.Ok(new LoginResponse(username, accepted.Token.Reveal()));
            case LoginOutcome.Frozen frozen:
                return new ProblemResult(ProblemCatalogue.AccountFrozen, frozen.Freeze);
            case LoginOutcome.Busy:
                return new ProblemResult(ProblemCatalogue.ServiceUnavailable);
            case LoginOutcome.Limited limited:
                return limited.Problem;
            default:
                return new ProblemResult(ProblemCatalogue.LoginFailed);
        }
    }

    private static async Task<Ok<EmptyResponse>> LogoutAsync(
        JsonBody<LogoutRequest> body, Caller caller, RequestOrigin origin, LogoutCommand command, HttpContext context, CancellationToken cancellationToken)
    {
        await command.ExecuteAsync(caller, body.Value.All is true, origin, cancellationToken);
        TokenCookie.Clear(context);
        return TypedResults.Ok(new EmptyResponse());
    }

    private static async Task<Results<Ok<DelegateResponse>, ProblemResult>> DelegateAsync(
        JsonBody<DelegateRequest> body, Caller caller, RequestOrigin origin, DelegateCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteAsync(caller, Guid.ParseExact(body.Value.CustomerId!, "D"), body.Value.Reason!, origin, cancellationToken) switch
        {
            DelegateOutcome.Issued issued => TypedResults.Ok(new DelegateResponse(issued.Token.Reveal(), issued.CustomerId, issued.Expires)),
            DelegateOutcome.OwnCustomer => (ProblemResult)(ProblemCatalogue.StateInvalid with { Message = "An operator needs no delegation for his own customer." }),
            _ => (ProblemResult)ProblemCatalogue.CustomerNotFound,
        };
}
