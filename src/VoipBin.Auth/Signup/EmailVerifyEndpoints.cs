using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Pages;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Signup;

/// <summary>The page of a link that confirms an address, its form, and the same for programs.</summary>
internal static class EmailVerifyEndpoints
{
    public static void MapEmailVerify(this IEndpointRouteBuilder routes)
    {
        var verify = routes.MapGroup(LinkIssuer.EmailVerifyPath).AllowAnonymous().AddEndpointFilter<RefusedArgumentFilter>().WithTags("Signup");

        verify.MapRead("", ShowAsync).AnswersPages();
        verify.MapPost("/form", SubmitAsync).AnswersPages();
        verify.MapPost("", VerifyAsync)
            .Describe("VerifyEmail", "Confirm an address", "With the token of a mailed link: completes a signup, takes a new username, or confirms a customer's address. Good for one use.")
            .Refuses(ProblemCatalogue.InvalidCode, ProblemCatalogue.CustomerAlreadyExists, ProblemCatalogue.AgentAlreadyExists);
    }

    private static async Task<Results<Ok<EmailVerifyResponse>, ProblemResult>> VerifyAsync(
        JsonBody<EmailVerifyRequest> body, RequestOrigin origin, EmailVerifyCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteAsync(LinkToken.Parse(body.Value.Token!), origin, cancellationToken) switch
        {
            EmailVerifyOutcome.SignedUp(var customer) => TypedResults.Ok(new EmailVerifyResponse { Customer = CustomerResponse.Of(customer) }),
            EmailVerifyOutcome.EmailConfirmed(var customer) => TypedResults.Ok(new EmailVerifyResponse { Customer = CustomerResponse.Of(customer) }),
            EmailVerifyOutcome.UsernameConfirmed(var agent) => TypedResults.Ok(new EmailVerifyResponse { Agent = AgentResponse.Of(agent) }),
            EmailVerifyOutcome.AddressTaken => (ProblemResult)ProblemCatalogue.CustomerAlreadyExists,
            EmailVerifyOutcome.UsernameTaken => (ProblemResult)ProblemCatalogue.AgentAlreadyExists,
            _ => (ProblemResult)ProblemCatalogue.InvalidCode,
        };

    private static async Task<IResult> ShowAsync(EmailVerifyCommand command, PageForm form, HttpContext context, CancellationToken cancellationToken)
    {
        var token = context.GetLinkParameter();
        return await command.IsGoodAsync(LinkToken.Parse(token), cancellationToken)
            ? new PageResult<EmailVerifyPage>(new Dictionary<string, object?> { [nameof(EmailVerifyPage.Token)] = token, [nameof(EmailVerifyPage.FormToken)] = form.Prepare(context) })
            : PageResults.InvalidLink();
    }

    private static async Task<IResult> SubmitAsync(RequestOrigin origin, EmailVerifyCommand command, PageForm form, HttpContext context, CancellationToken cancellationToken)
    {
        if (await form.ReadAsync(context) is not { } fields)
        {
            return PageResults.InvalidForm();
        }

        return await command.ExecuteAsync(LinkToken.Parse($"{fields["token"]}"), origin, cancellationToken) switch
        {
            EmailVerifyOutcome.SignedUp => PageResults.Message("Your account is ready", "We have mailed you a link to set your password."),
            EmailVerifyOutcome.EmailConfirmed or EmailVerifyOutcome.UsernameConfirmed => PageResults.Message("Thank you", "The address is confirmed."),
            EmailVerifyOutcome.AddressTaken or EmailVerifyOutcome.UsernameTaken => PageResults.Message("This address has an account already", "Log in with it, or ask for a new password.", StatusCodes.Status409Conflict),
            _ => PageResults.InvalidLink(),
        };
    }
}
