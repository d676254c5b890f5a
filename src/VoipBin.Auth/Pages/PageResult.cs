using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VoipBin.Auth.Pages;

/// <summary>A page: rendered on the server, and without anything from elsewhere.</summary>
internal sealed class PageResult<TPage>(IReadOnlyDictionary<string, object?> parameters, int statusCode = StatusCodes.Status200OK) : IResult
    where TPage : IComponent
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentSecurityPolicy = PageContentPolicy.Value;

        // Said to a script that these pages do not load.
        httpContext.Response.OnStarting(static state => Task.FromResult(((HttpResponse)state).Headers.Remove("blazor-enhanced-nav")), httpContext.Response);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = statusCode }.ExecuteAsync(httpContext);
    }
}
