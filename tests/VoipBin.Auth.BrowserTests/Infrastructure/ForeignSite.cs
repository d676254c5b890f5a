using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>A page of somebody else on another port of this machine: another origin, but the same site, so that SameSite cookies travel.</summary>
internal sealed class ForeignSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private ForeignSite(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/", () => Results.Content($"<!DOCTYPE html><title>Elsewhere</title>{html}", "text/html; charset=utf-8", statusCode: StatusCodes.Status200OK));
        app.MapGet("/fault", () => Results.StatusCode(StatusCodes.Status500InternalServerError));
    }

    public Uri Address => new(app.Urls.Single());

    /// <param name="html">What its page holds.</param>
    public static async Task<ForeignSite> StartAsync(string html)
    {
        var site = new ForeignSite(html);
        await site.app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
