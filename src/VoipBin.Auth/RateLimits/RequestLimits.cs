using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.RateLimits;

/// <summary>How often a client address, and a customer, may ask. Which limit counts a request is a matter of its route: one that is added has its limit without anybody thinking of it.</summary>
internal sealed class RequestLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    private static readonly PathString[] Entrances = ["/auth", "/console"];
    private static readonly PathString Platform = "/v1.0";

    /// <summary>What strangers ask for, by client address.</summary>
    public RateLimit<int> Anonymous { get; } = new("anonymous", options.Value.AnonymousPerSecond, options.Value.AnonymousBurst);

    /// <summary>What callers ask for, by client address.</summary>
    public RateLimit<int> Api { get; } = new("api", options.Value.ApiPerSecond, options.Value.ApiBurst);

    /// <summary>What callers ask for, by customer.</summary>
    public RateLimit<Guid> Customer { get; } = new("customer", options.Value.CustomerPerSecond, options.Value.CustomerBurst);

    /// <summary>The limit of the client's address that counts a request; null for none. Nothing that the framework answers by itself (404, 405) is counted, no health check and no file.</summary>
    public RateLimit<int>? ForAddress(HttpContext context)
    {
        // After an exception the endpoint is found where it was put aside.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata is not { } metadata || metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            return null;
        }

        var limit = metadata switch
        {
            _ when metadata.GetMetadata<IAllowAnonymous>() is not null => Array.Exists(Entrances, path => context.Request.Path.StartsWithSegments(path)) ? Anonymous : null,
            _ when metadata.GetMetadata<IAuthorizeData>() is not null => Api,
            _ => null,
        };
        return limit is { IsOn: true } ? limit : null;
    }

    /// <summary>Whether a request counts for its customer, if it has one.</summary>
    public bool CountsForCustomer(HttpContext context) => Customer.IsOn && context.Request.Path.StartsWithSegments(Platform);

    /// <summary>The customer whose limit applies to a request; null for none, and before its credential was found good.</summary>
    public Guid? ForCustomer(HttpContext context) =>
        context.User.Identity is CallerIdentity { Caller.CustomerId: var customerId } && CountsForCustomer(context) ? customerId : null;

    public void Dispose()
    {
        Anonymous.Dispose();
        Api.Dispose();
        Customer.Dispose();
    }
}
