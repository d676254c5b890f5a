using Microsoft.AspNetCore.Http.Features;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>The endpoints that reverse proxies ask. They answer every method, since a proxy may ask with the original one; 200 is only ever a decision.</summary>
internal static class ForwardAuthEndpoints
{
    public static void MapForwardAuth(this IEndpointRouteBuilder routes)
    {
        var decisions = routes.ServiceProvider.GetRequiredService<DecisionMaker>();
        var callers = routes.ServiceProvider.GetRequiredService<CallerHeadersCache>();
        var metrics = routes.ServiceProvider.GetRequiredService<ForwardAuthMetrics>();
        foreach (var dialect in ProxyDialect.All)
        {
            routes.Map(dialect.Path, context => AnswerAsync(context, dialect, decisions, callers, metrics)).AllowAnonymous().WithDisplayName($"Decision for {dialect.Name}");
        }
    }

    private static async Task AnswerAsync(HttpContext context, ProxyDialect dialect, DecisionMaker decisions, CallerHeadersCache callers, ForwardAuthMetrics metrics)
    {
        var (request, fault) = ForwardedRequest.Read(dialect.Read(context.Request, context.Features.GetRequiredFeature<ForwardedTargets>()));
        var decision = request is null
            ? new Decision.Refused(ProblemCatalogue.NotLetThrough, [fault!])
            : await decisions.DecideAsync(request, context);
        if (decision is not Decision.Allowed(var caller))
        {
            var refused = (Decision.Refused)decision;
            metrics.Count(dialect, refused.Problem.Reason);
            await ProblemWriter.WriteAsync(context, refused.Problem, refused.Details);
            return;
        }

        metrics.Count(dialect, ForwardAuthMetrics.Allowed);
        var headers = context.Response.Headers;
        (caller is null ? CallerHeaders.Anonymous : callers.Get(caller, request!.Host)).WriteTo(headers);
        headers[AuthHeaders.Query] = request!.Query.Rest;
        context.Response.ContentLength = 0;
    }
}
