namespace VoipBin.Auth.Health;

internal static class HealthApplicationBuilderExtensions
{
    /// <summary>While draining, asks each client to come back over a new connection, which then reaches another replica.</summary>
    public static IApplicationBuilder UseDraining(this IApplicationBuilder app)
    {
        var drain = app.ApplicationServices.GetRequiredService<DrainService>();
        return app.Use((context, next) =>
        {
            if (drain.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.OnStarting(static state => Task.FromResult(((HttpContext)state).Response.Headers.Connection = "close"), context);
            }

            return next(context);
        });
    }
}
