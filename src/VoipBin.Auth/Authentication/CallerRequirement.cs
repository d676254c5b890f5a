using Microsoft.AspNetCore.Authorization;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>Something an authenticated caller must fulfil; it handles itself, and knows how its lack is answered.</summary>
internal abstract class CallerRequirement(Problem problem) : IAuthorizationRequirement, IAuthorizationHandler
{
    public Problem Problem { get; } = problem;

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context is { User.Identity: CallerIdentity { Caller: var caller }, Resource: HttpContext http } && IsMet(caller, http))
        {
            context.Succeed(this);
        }

        return Task.CompletedTask;
    }

    /// <summary>What the refusal adds for this caller.</summary>
    public virtual IReadOnlyList<object> DetailsFor(Caller caller) => [];

    /// <summary>Whether the caller fulfils it.</summary>
    public abstract bool IsMet(Caller caller, HttpContext context);
}
