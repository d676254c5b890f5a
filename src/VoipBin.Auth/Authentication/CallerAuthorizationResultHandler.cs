using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>Answers a forbidden request with the first requirement of the policy that the caller does not fulfil.</summary>
internal sealed class CallerAuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler inner = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult is not { Forbidden: true, AuthorizationFailure.FailedRequirements: var failed } || context.User.Identity is not CallerIdentity { Caller: var caller })
        {
            return inner.HandleAsync(next, context, policy, authorizeResult);
        }

        var requirement = policy.Requirements.OfType<CallerRequirement>().First(failed.Contains);
        return ProblemWriter.WriteAsync(context, requirement.Problem, requirement.DetailsFor(caller));
    }
}
