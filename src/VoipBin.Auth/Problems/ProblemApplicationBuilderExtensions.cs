using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace VoipBin.Auth.Problems;

internal static class ProblemApplicationBuilderExtensions
{
    /// <summary>Gives the framework's own refusals, and unhandled exceptions, our body.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="isOutage">Whether an exception means that the database is away: 503, never 401 or 500, since a client must not throw away a good credential.</param>
    /// <param name="isBusy">Whether an exception means that too many want the same at this moment: 503 too, and nothing to tell the operator.</param>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app, Func<Exception, bool> isOutage, Func<Exception, bool> isBusy)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => AnswerExceptionAsync(context, isOutage, isBusy),
            StatusCodeSelector = exception => Classify(exception, isOutage, isBusy).StatusCode,
            SuppressDiagnosticsCallback = diagnostics => Classify(diagnostics.Exception, isOutage, isBusy).StatusCode != StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages(static pages => AnswerStatusAsync(pages.HttpContext));
        return app;
    }

    private static Task AnswerExceptionAsync(HttpContext context, Func<Exception, bool> isOutage, Func<Exception, bool> isBusy)
    {
        var exception = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        var problem = Classify(exception, isOutage, isBusy);
        if (problem == ProblemCatalogue.ServiceUnavailable && !isBusy(exception))
        {
            context.RequestServices.GetRequiredService<OutageLog>().Write(context.TraceIdentifier, exception);
        }

        return ProblemWriter.WriteAsync(context, problem);
    }

    private static Problem Classify(Exception exception, Func<Exception, bool> isOutage, Func<Exception, bool> isBusy) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ProblemCatalogue.BodyTooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => ProblemCatalogue.RequestTimeout,
        BadHttpRequestException => ProblemCatalogue.InvalidJsonBody,
        _ when isBusy(exception) || isOutage(exception) => ProblemCatalogue.ServiceUnavailable,
        _ => ProblemCatalogue.Internal,
    };

    private static Task AnswerStatusAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = $"{response.Headers.Allow}, {HttpMethods.Options}";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        return ProblemWriter.WriteAsync(context, ProblemCatalogue.ForStatus(response.StatusCode));
    }
}
