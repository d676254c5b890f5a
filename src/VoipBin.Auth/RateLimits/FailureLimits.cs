using Microsoft.Extensions.Options;

namespace VoipBin.Auth.RateLimits;

/// <summary>What may fail only so often for one client address.</summary>
internal sealed class FailureLimits(IOptions<RateLimitOptions> options, RateLimitReport report) : IDisposable
{
    /// <summary>Credentials that nobody has.</summary>
    public FailureLimit Credentials { get; } = new("failed_credentials", options.Value.FailedCredentialsPerSecond, options.Value.FailedCredentialsBurst, report);

    /// <summary>Names and passwords.</summary>
    public FailureLimit Logins { get; } = new("failed_logins", options.Value.FailedLoginsPerSecond, options.Value.FailedLoginsBurst, report);

    public void Dispose()
    {
        Credentials.Dispose();
        Logins.Dispose();
    }
}
