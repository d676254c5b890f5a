using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Signup;

/// <summary>The routes by which a stranger becomes a customer.</summary>
internal static class SignupEndpoints
{
    public static void MapSignup(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").AllowAnonymous().AddEndpointFilter<RefusedArgumentFilter>().WithTags("Signup");

        auth.MapPost("/signup", BeginAsync)
            .Describe("Signup", "Sign up", "Mails a code and a link to the address. The answer is the same for an address that has an account; its owner is told by mail.");
        auth.MapPost("/complete-signup", CompleteAsync)
            .Describe("CompleteSignup", "Complete a signup", "With the code of the mail, within an hour and five tries: customer, admin and a working accesskey.")
            .Refuses(ProblemCatalogue.InvalidCode, ProblemCatalogue.WeakPassword, ProblemCatalogue.CustomerAlreadyExists, ProblemCatalogue.RateLimitExceeded);
        routes.MapCustomerRegistration();
    }

    private static async Task<Ok<SignupResponse>> BeginAsync(JsonBody<SignupRequest> body, SignupCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SignupResponse((await commands.BeginAsync(body.Value, cancellationToken)).Reveal()));

    private static async Task<Results<Ok<CompleteSignupResponse>, ProblemResult>> CompleteAsync(
        JsonBody<CompleteSignupRequest> body, RequestOrigin origin, SignupCommands commands, CancellationToken cancellationToken) =>
        await commands.CompleteAsync(body.Value, origin, cancellationToken) switch
        {
            SignupOutcome.Completed done => TypedResults.Ok(new CompleteSignupResponse(done.Customer.Id, AccesskeyResponse.Of(done.Accesskey, tmLastUsed: null) with { Token = done.Token.Reveal() })),
            SignupOutcome.TooManyTries tries => new ProblemResult(
                ProblemCatalogue.RateLimitExceeded with { RetryAfter = Math.Max(1, (int)Math.Ceiling(tries.Rest.TotalSeconds)), Message = "Too many codes were tried; sign up again for a new one." },
                new { Limit = "tries_per_signup" }),
            SignupOutcome.AddressTaken => (ProblemResult)ProblemCatalogue.CustomerAlreadyExists,
            SignupOutcome.InvalidPassword weak => weak.Problem,
            _ => (ProblemResult)ProblemCatalogue.InvalidCode,
        };
}
