using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Pages;

namespace VoipBin.Auth.AdminConsole;

/// <summary>A page of the console in its frame.</summary>
/// <param name="shown">What it shows.</param>
/// <param name="statusCode">The status.</param>
/// <param name="retryAfter">Seconds until a new try makes sense; null when waiting does not help.</param>
internal sealed class ConsoleResult<TPage>(IReadOnlyList<object> shown, int statusCode, int? retryAfter = null) : IResult
    where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (retryAfter is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var frame = await httpContext.RequestServices.GetRequiredService<ConsoleFrames>().MakeAsync(httpContext);
        await PageResults.Of<TPage>(statusCode, [frame, .. shown]).ExecuteAsync(httpContext);
    }
}
