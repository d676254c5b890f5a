using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Pages;

namespace VoipBin.Auth.AdminConsole;

/// <summary>A page of the console in its frame.</summary>
internal sealed class ConsoleResult<TPage>(IReadOnlyList<object> shown, int statusCode) : IResult
    where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var frame = await httpContext.RequestServices.GetRequiredService<ConsoleFrames>().MakeAsync(httpContext);
        await PageResults.Of<TPage>(statusCode, [frame, .. shown]).ExecuteAsync(httpContext);
    }
}
