using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Pages;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.AdminConsole;

/// <summary>The scheme of the console: the token of its own cookie, and nothing else of the request, judged as every token is.</summary>
internal sealed class ConsoleAuthenticationHandler(IAuthenticationHandlerProvider handlers, IOptions<ServiceOptions> service) : IAuthenticationHandler
{
    private HttpContext context = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        context.Features.Set(ConsoleOrigin.IsForeignFetch(context.Request, service.Value.PublicUrl)
            ? RequestCredential.Absent.Instance
            : ConsoleCookie.Read(context, isOwn: context.GetEndpoint()?.Metadata.GetMetadata<OwnSessionMetadata>() is not null));
        var tokens = await handlers.GetHandlerAsync(context, Schemes.Token);
        return await tokens!.AuthenticateAsync();
    }

    /// <summary>Leads to the sign-in page, and from there back to where somebody was, with what he had typed.</summary>
    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (CredentialChallenge.IsLimited(context))
        {
            await CredentialChallenge.WriteAsync(context);
            return;
        }

        var (isPresented, isForm) = (context.GetRequestCredential() is not RequestCredential.Absent, HttpMethods.IsPost(context.Request.Method));
        if (isPresented && ConsoleCookie.HasDelegate(context) && context.GetEndpoint()?.Metadata.GetMetadata<OwnSessionMetadata>() is null)
        {
            ConsoleCookie.ClearDelegate(context);
            await new SeeOther(ReturnAddress.Home, ConsoleNote.DelegationEnded).ExecuteAsync(context);
            return;
        }

        if (isPresented)
        {
            ConsoleCookie.ClearSession(context);
        }

        var address = isForm ? ReturnAddress.OfForm(context, await PageForm.PeekAsync(context)) : ReturnAddress.OfPage(context.Request);
        var note = isForm ? ConsoleNote.NothingSaved : isPresented ? ConsoleNote.SessionEnded : null;
        await new SeeOther(ReturnAddress.SignIn(address), note).ExecuteAsync(context);
    }

    /// <summary>Never asked for: what a caller may not do is answered by <see cref="CallerAuthorizationResultHandler"/>.</summary>
    public Task ForbidAsync(AuthenticationProperties? properties) => throw new NotSupportedException();
}
