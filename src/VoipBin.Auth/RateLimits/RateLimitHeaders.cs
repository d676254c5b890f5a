using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.RateLimits;

/// <summary>How a client learns of its limits before it reaches them: the fields of draft-ietf-httpapi-ratelimit-headers-10.</summary>
internal sealed class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string Rest = "RateLimit";

    private readonly RequestLimits limits;

    /// <summary>Both limits of a caller's request: no other one counts where a customer's does.</summary>
    private readonly StringValues policies;

    public RateLimitHeaders(RequestLimits limits)
    {
        this.limits = limits;
        policies = new([limits.Api.Policy, limits.Customer.Policy]);
        Set = state =>
        {
            SetFor((HttpContext)state);
            return Task.CompletedTask;
        };
    }

    /// <summary>To be called when an answer starts, with its <see cref="HttpContext"/>: only then is it known which limits apply, and each field is written once.</summary>
    public Func<object, Task> Set { get; }

    /// <summary>Each limit in a line of its own, which together are the list (RFC 9110, section 5.3).</summary>
    private void SetFor(HttpContext context)
    {
        var (address, customer, headers) = (limits.ForAddress(context), limits.ForCustomer(context), context.Response.Headers);
        var addressRest = address?.Describe(ClientNetwork.BucketOf(context.Connection.RemoteIpAddress));
        var customerRest = customer is { } id ? limits.Customer.Describe(id) : null;
        if (address is null || customer is null)
        {
            headers[Policy] = address?.Policy ?? (customer is null ? null : limits.Customer.Policy);
            headers[Rest] = addressRest ?? customerRest;
            return;
        }

        headers[Policy] = policies;
        headers[Rest] = new StringValues([addressRest, customerRest]);
    }
}
