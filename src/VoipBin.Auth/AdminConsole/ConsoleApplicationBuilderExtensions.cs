using Microsoft.Extensions.Options;
using VoipBin.Auth.AdminConsole.Delegation;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.AdminConsole;

internal static class ConsoleApplicationBuilderExtensions
{
    public const string Path = "/console";

    private static readonly ProblemPageMetadata Refusals = new(static (context, problem) => (FrozenDelegation.End(context, problem) ?? ConsoleResults.Problem(problem)).ExecuteAsync(context));

    /// <summary>Answers everything that is refused below <c>/console</c>, routes that do not exist included, with a page, and refuses what comes from elsewhere.</summary>
    public static IApplicationBuilder UseConsole(this IApplicationBuilder app)
    {
        var service = app.ApplicationServices.GetRequiredService<IOptions<ServiceOptions>>();
        return app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Path))
            {
                return next(context);
            }

            context.Features.Set(Refusals);
            return ConsoleOrigin.IsRefused(context.Request, service.Value.PublicUrl) ? ProblemWriter.WriteAsync(context, ProblemCatalogue.CrossSiteRequest) : next(context);
        });
    }
}
