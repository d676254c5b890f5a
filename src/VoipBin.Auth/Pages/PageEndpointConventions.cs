using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Pages;

internal static class PageEndpointConventions
{
    /// <summary>For people: not in the OpenAPI document, and every refusal is a page.</summary>
    public static RouteHandlerBuilder AnswersPages(this RouteHandlerBuilder route) =>
        route.ExcludeFromDescription().WithMetadata(new ProblemPageMetadata(WriteAsync));

    private static Task WriteAsync(HttpContext context, Problem problem) =>
        PageResults.Message("This did not work", $"{problem.Message} Request {context.TraceIdentifier}.", problem.StatusCode).ExecuteAsync(context);
}
