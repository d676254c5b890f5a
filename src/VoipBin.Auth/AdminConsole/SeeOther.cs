namespace VoipBin.Auth.AdminConsole;

/// <summary>Leads a browser from what was sent to a page that shows the result, so that reloading sends nothing again.</summary>
/// <param name="path">A path of this service.</param>
/// <param name="note">A word of <see cref="ConsoleNote"/> that the page explains; null for none.</param>
internal sealed class SeeOther(string path, string? note = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = HttpMethods.IsPost(httpContext.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        response.Headers.Location = note is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{ConsoleNote.Parameter}={note}";
        return Task.CompletedTask;
    }
}
