using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.RateLimits;

internal static class RateLimitApplicationBuilderExtensions
{
    /// <summary>Counts requests by the client's address, before any credential is looked at. Stands behind routing, since the route decides which limit counts.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        var report = app.ApplicationServices.GetRequiredService<RateLimitReport>();
        return app.Use((context, next) =>
            limits.ForAddress(context) is { IsOn: true } limit
                ? CountAsync(context, next, limit, ClientNetwork.BucketOf(context.Connection.RemoteIpAddress), report)
                : next(context));
    }

    /// <summary>Counts requests by the caller's customer. Stands behind authorization.</summary>
    public static IApplicationBuilder UseCustomerLimits(this IApplicationBuilder app)
    {
        var limit = app.ApplicationServices.GetRequiredService<RequestLimits>().Customer;
        var report = app.ApplicationServices.GetRequiredService<RateLimitReport>();
        return !limit.IsOn ? app : app.Use((context, next) =>
            context.User.Identity is CallerIdentity { Caller: var caller } && RequestLimits.CountsForCustomer(context)
                ? CountAsync(context, next, limit, caller.CustomerId, report)
                : next(context));
    }

    private static Task CountAsync<TKey>(HttpContext context, RequestDelegate next, RateLimit<TKey> limit, TKey key, RateLimitReport report)
        where TKey : struct, IEquatable<TKey>
    {
        var isTaken = limit.TryTake(key);
        RateLimitHeaders.Add(context.Response.Headers, limit, key);
        if (isTaken)
        {
            return next(context);
        }

        report.Write(limit.Name, context.Connection.RemoteIpAddress);
        return ProblemWriter.WriteAsync(context, ProblemCatalogue.RateLimitExceeded.RetryIn(limit.Wait), [new LimitDetail(limit.Name)]);
    }
}
