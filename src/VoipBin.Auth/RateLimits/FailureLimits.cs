using Microsoft.Extensions.Options;

namespace VoipBin.Auth.RateLimits;

/// <summary>What may fail only so often: for one client address, or for a customer who asks for others.</summary>
internal sealed class FailureLimits(IOptions<RateLimitOptions> options, RateLimitReport report) : IDisposable
{
    /// <summary>Credentials that nobody has.</summary>
    public FailureLimit Credentials { get; } = new("failed_credentials", options.Value.FailedCredentialsPerSecond, options.Value.FailedCredentialsBurst, report);

    /// <summary>Credentials that nobody has, by the customer who asks what they are worth: they were shown to it by others, whose addresses it knows alone.</summary>
    public RateLimit<Guid> Introspections { get; } = new("failed_introspections", options.Value.FailedIntrospectionsPerSecond, options.Value.FailedIntrospectionsBurst);

    /// <summary>Names and passwords.</summary>
    public FailureLimit Logins { get; } = new("failed_logins", options.Value.FailedLoginsPerSecond, options.Value.FailedLoginsBurst, report);

    public void Dispose()
    {
        Credentials.Dispose();
        Introspections.Dispose();
        Logins.Dispose();
    }
}
