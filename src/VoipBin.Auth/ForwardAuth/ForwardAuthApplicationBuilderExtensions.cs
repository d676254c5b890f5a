using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

internal static class ForwardAuthApplicationBuilderExtensions
{
    /// <summary>nginx gives no more of an answer's header than fits into its buffer of 4 KB.</summary>
    private const int ProblemMaximumBytes = 2000;

    private static readonly ProblemHeader Problem = new(AuthHeaders.Problem, ProblemMaximumBytes);
    private static readonly FieldFault Stranger = new("proxy", "trusted", "Only proxies in Proxies:TrustedNetworks may ask for decisions.");

    /// <summary>Who may ask for decisions, and where: trusted proxies, and where the decision endpoints have addresses of their own, only there.</summary>
    public static IApplicationBuilder UseForwardAuth(this IApplicationBuilder app)
    {
        var ports = app.ApplicationServices.GetRequiredService<DecisionListeners>();
        return app.Use((context, next) =>
        {
            var isDecision = context.Request.Path.StartsWithSegments(DecisionTarget.Root);
            if (!ports.MayServe(context.Connection.LocalPort, isDecision))
            {
                return ProblemWriter.WriteAsync(context, ProblemCatalogue.RouteNotFound);
            }

            if (!isDecision)
            {
                return next(context);
            }

            if (context.Request.Path == DecisionTarget.AuthRequest)
            {
                context.Features.Set(Problem);
            }

            return context.Features.Get<UntrustedPeer>() is null ? next(context) : ProblemWriter.WriteAsync(context, ProblemCatalogue.NotLetThrough, [Stranger]);
        });
    }
}
