using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Pages;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.PasswordReset;

/// <summary>The routes of a forgotten password: the page of the mailed link, its form, and the same for programs.</summary>
internal static class PasswordResetEndpoints
{
    public static void MapPasswordReset(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("").AllowAnonymous().AddEndpointFilter<RefusedArgumentFilter>().WithTags("Password");

        auth.MapPost("/auth/password-forgot", ForgetAsync)
            .Describe("ForgetPassword", "Ask for a new password", "Mails a link, good for one hour; older links end. The answer is the same for a name that is not known.");
        auth.MapRead(LinkIssuer.PasswordResetPath, ShowAsync).AnswersPages();
        auth.MapPost($"{LinkIssuer.PasswordResetPath}/form", SubmitAsync).AnswersPages();
        auth.MapPost(LinkIssuer.PasswordResetPath, ResetAsync)
            .Describe("ResetPassword", "Set a new password", "With the token of a mailed link. Good for one use; ends every token of the agent.")
            .Refuses(ProblemCatalogue.InvalidCode, ProblemCatalogue.WeakPassword);
    }

    private static async Task<Ok<EmptyResponse>> ForgetAsync(
        JsonBody<PasswordForgotRequest> body, RequestOrigin origin, PasswordResetCommands commands, CancellationToken cancellationToken)
    {
        await commands.ForgetAsync(body.Value.Username!, origin, caller: null, cancellationToken);
        return TypedResults.Ok(new EmptyResponse());
    }

    private static async Task<Results<Ok<EmptyResponse>, ProblemResult>> ResetAsync(
        JsonBody<PasswordResetRequest> body,
        RequestOrigin origin,
        PasswordResetCommands commands,
        DeviceCookie devices,
        IOptions<ServiceOptions> service,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        switch (await commands.ResetAsync(LinkToken.Parse(body.Value.Token!), body.Value.Password!, origin, cancellationToken))
        {
            case PasswordResetOutcome.Done(var device):
                if (!CrossSite.IsFromElsewhere(context.Request, service.Value.PublicUrl))
                {
                    devices.Set(context, device);
                }

                return TypedResults.Ok(new EmptyResponse());
            case PasswordResetOutcome.InvalidPassword weak:
                return weak.Problem;
            default:
                return (ProblemResult)ProblemCatalogue.InvalidCode;
        }
    }

    private static async Task<IResult> ShowAsync(PasswordResetCommands commands, PageForm form, HttpContext context, CancellationToken cancellationToken)
    {
        var token = context.GetLinkParameter();
        return await commands.IsGoodAsync(LinkToken.Parse(token), cancellationToken)
            ? Page("password-reset/form", token, form.Prepare(context))
            : PageResults.InvalidLink();
    }

    private static async Task<IResult> SubmitAsync(
        RequestOrigin origin, PasswordResetCommands commands, DeviceCookie devices, PageForm form, HttpContext context, CancellationToken cancellationToken)
    {
        if (await form.ReadAsync(context) is not { } fields)
        {
            return PageResults.InvalidForm();
        }

        var token = $"{fields["token"]}";
        switch (await commands.ResetAsync(LinkToken.Parse(token), $"{fields["password"]}", origin, cancellationToken))
        {
            case PasswordResetOutcome.Done(var device):
                devices.Set(context, device);
                return PageResults.Message("Your password is set", "You can log in with it now. Every earlier session was ended.");
            case PasswordResetOutcome.InvalidPassword weak:
                return Page("form", token, form.Prepare(context), Explain(weak.Problem));
            default:
                return PageResults.InvalidLink();
        }
    }

    /// <summary>For people, who do not see members and details.</summary>
    private static string Explain(ProblemResult problem)
    {
        var fault = problem.Details.OfType<FieldFault>().Single();
        return fault.Rule == "guessable" ? $"{problem.Problem.Message} {fault.Message}" : $"This password cannot be used. {fault.Message}";
    }

    private static PageResult<PasswordResetPage> Page(string action, string token, string formToken, string? fault = null) => new(
        new Dictionary<string, object?>
        {
            [nameof(PasswordResetPage.Action)] = action,
            [nameof(PasswordResetPage.Token)] = token,
            [nameof(PasswordResetPage.FormToken)] = formToken,
            [nameof(PasswordResetPage.Fault)] = fault,
        },
        fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
