using Microsoft.Extensions.Options;
using VoipBin.Auth.AdminConsole.Delegation;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.AdminConsole;

internal static class ConsoleApplicationBuilderExtensions
{
    public const string Path = "/console";

    private static readonly ProblemPageMetadata Refusals = new(static (context, problem) => (FrozenDelegation.End(context, problem) ?? ConsoleResults.ProblemPageOf(problem)).ExecuteAsync(context));

    /// <summary>Answers everything that is refused below <c>/console</c>, routes that do not exist included, with a page, refuses what comes from elsewhere, and takes whole accesskeys out of addresses.</summary>
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
            if (ConsoleOrigin.IsRefused(context.Request, service.Value.PublicUrl))
            {
                return ProblemWriter.WriteAsync(context, ProblemCatalogue.CrossSiteRequest);
            }

            // Before anything can put the address into another one.
            if (WholeKey.FindCutAddress(context.Request) is { } address)
            {
                (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);
                return Task.CompletedTask;
            }

            return next(context);
        });
    }
}
