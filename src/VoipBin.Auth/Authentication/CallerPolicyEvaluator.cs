using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// Asks the scheme of the presented credential, and then the requirements, without the detours that the framework makes for policies of any kind:
/// they were half of what a request with a remembered credential costs (docs/performance.md). What is not of ours is left to the framework.
/// </summary>
internal sealed class CallerPolicyEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private static readonly Task<PolicyAuthorizationResult> Success = Task.FromResult(PolicyAuthorizationResult.Success());

    public override async Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        if (policy.AuthenticationSchemes is not [Schemes.Credential])
        {
            return await base.AuthenticateAsync(policy, context);
        }

        var result = await AuthenticateAsync(context);
        context.User = result.Principal ?? new ClaimsPrincipal(new ClaimsIdentity());
        return result;
    }

    /// <summary>Asks the scheme of the presented credential.</summary>
    public static async Task<AuthenticateResult> AuthenticateAsync(HttpContext context)
    {
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = await handlers.GetHandlerAsync(context, SchemeSelector.Select(context));
        return await handler!.AuthenticateAsync();
    }

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Succeeded && context.User.Identity is CallerIdentity { Caller: var caller } && IsMet(policy, caller, context)
            ? Success
            : base.AuthorizeAsync(policy, authenticationResult, context, resource);

    /// <summary>Whether every requirement is one of ours, and met.</summary>
    private static bool IsMet(AuthorizationPolicy policy, Caller caller, HttpContext context)
    {
        for (var index = 0; index < policy.Requirements.Count; index++)
        {
            if (policy.Requirements[index] is not DenyAnonymousAuthorizationRequirement && !(policy.Requirements[index] is CallerRequirement requirement && requirement.IsMet(caller, context)))
            {
                return false;
            }
        }

        return true;
    }
}
