using System.Data.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Decides whether a request may pass, by its credential and the rule for its route. The same checks in the same order as for a route of our own.</summary>
internal sealed class DecisionMaker(RouteRules rules, IOptions<ForwardAuthOptions> options, IOptions<CredentialOptions> credentials)
{
    public async ValueTask<Decision> DecideAsync(ForwardedRequest request, HttpContext context)
    {
        var rule = rules.Find(request);
        if (rule.Access == RouteAccess.Nobody)
        {
            return ProblemCatalogue.PermissionDenied;
        }

        if (IsPreflight(request, context.Request.Headers))
        {
            return Decision.Allowed.Anonymous;
        }

        context.ForwardRequestCredential(request.Query);
        var credential = context.GetRequestCredential();
        if (rule.Access == RouteAccess.Public && (credential is RequestCredential.Absent || credential.FromCookie))
        {
            return await DecideByCookieAsync(credential, request, context);
        }

        var result = await CallerPolicyEvaluator.AuthenticateAsync(context);
        if (CallerOf(result) is { } caller)
        {
            var decision = Judge(caller, credential, rule, request, context);
            if (decision is Decision.Refused)
            {
                // Whoever writes the refusal tells the operator whom it met.
                context.User = result.Principal!;
            }

            return decision;
        }

        var refusal = CredentialChallenge.Explain(context);
        return new Decision.Refused(refusal.Problem, refusal.Details);
    }

    /// <summary>A cookie was not meant for a public route: one that is not good, or cannot be judged now, is nobody's.</summary>
    private static async ValueTask<Decision> DecideByCookieAsync(RequestCredential credential, ForwardedRequest request, HttpContext context)
    {
        if (credential is not RequestCredential.Presented || IsCrossSite(credential, request, context))
        {
            return Decision.Allowed.Anonymous;
        }

        try
        {
            return CallerOf(await CallerPolicyEvaluator.AuthenticateAsync(context)) is { Freeze: null } caller ? new Decision.Allowed(caller) : Decision.Allowed.Anonymous;
        }
        catch (DbException)
        {
            return Decision.Allowed.Anonymous;
        }
    }

    private static Decision Judge(Caller caller, RequestCredential credential, RouteRule rule, ForwardedRequest request, HttpContext context) => rule switch
    {
        _ when IsCrossSite(credential, request, context) => ProblemCatalogue.CrossSiteRequest,
        _ when caller.Freeze is { } freeze => new Decision.Refused(ProblemCatalogue.AccountFrozen, [freeze]),
        { Access: RouteAccess.Token } when caller.Kind != CredentialKind.Token => ProblemCatalogue.AgentAuthRequired,
        _ when rule.Permission != Permission.None && !caller.Has(rule.Permission) => ProblemCatalogue.PermissionDenied,
        _ => new Decision.Allowed(caller),
    };

    private static Caller? CallerOf(AuthenticateResult result) => (result.Principal?.Identity as CallerIdentity)?.Caller;

    /// <summary>Browsers ask before they send a request to another origin, and never with a credential (Fetch, "CORS-preflight fetch").</summary>
    /// <remarks>One with a credential in its query passes only where the proxy takes that out: where it cannot, the operator has switched queries off.</remarks>
    private bool IsPreflight(ForwardedRequest request, IHeaderDictionary headers) =>
        options.Value.AllowPreflight
        && HttpMethods.IsOptions(request.Method) && headers.Origin.Count > 0 && headers.AccessControlRequestMethod.Count > 0
        && (credentials.Value.AllowQuery || !request.Query.HasAny);

    /// <summary>The scheme is the one that the proxy says, when it is trusted; the address of this service itself is no origin of the platform's other services.</summary>
    private static bool IsCrossSite(RequestCredential credential, ForwardedRequest request, HttpContext context) =>
        credential.FromCookie
        && CrossSite.IsHarmful(request.Method, context.Request.Headers)
        && CrossSite.IsFromElsewhere(context.Request.Headers, $"{context.Request.Scheme}://{request.Authority}", publicOrigin: null);
}
