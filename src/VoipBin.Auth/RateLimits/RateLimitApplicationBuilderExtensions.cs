using VoipBin.Auth.Problems;

namespace VoipBin.Auth.RateLimits;

internal static class RateLimitApplicationBuilderExtensions
{
    /// <summary>Counts requests by the client's address, before any credential is looked at. Stands behind routing, since the route decides which limit counts.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        var headers = app.ApplicationServices.GetRequiredService<RateLimitHeaders>();
        var report = app.ApplicationServices.GetRequiredService<RateLimitReport>();
        return app.Use((context, next) =>
        {
            var limit = limits.ForAddress(context);
            if (limit is not null || limits.CountsForCustomer(context))
            {
                context.Response.OnStarting(headers.Set, context);
            }

            return limit is null ? next(context) : CountAsync(context, next, limit, ClientNetwork.BucketOf(context.Connection.RemoteIpAddress), report);
        });
    }

    /// <summary>Counts requests by the caller's customer. Stands behind authorization.</summary>
    public static IApplicationBuilder UseCustomerLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        var report = app.ApplicationServices.GetRequiredService<RateLimitReport>();
        return app.Use((context, next) => limits.ForCustomer(context) is { } customerId ? CountAsync(context, next, limits.Customer, customerId, report) : next(context));
    }

    private static Task CountAsync<TKey>(HttpContext context, RequestDelegate next, RateLimit<TKey> limit, TKey key, RateLimitReport report)
        where TKey : struct, IEquatable<TKey>
    {
        if (limit.TryTake(key))
        {
            return next(context);
        }

        report.Write(limit.Name, context.Connection.RemoteIpAddress);
        return ProblemWriter.WriteAsync(context, ProblemCatalogue.RateLimitExceeded.RetryIn(limit.Wait), [new LimitDetail(limit.Name)]);
    }
}
