using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Client;

/// <summary>Makes what verifies from what was configured: one for each scheme, which lives as long as its options.</summary>
internal sealed class VoipBinIdentityPostConfigure(ILogger<IdentityKeys> logger) : IPostConfigureOptions<VoipBinIdentityOptions>
{
    /// <summary>A set of keys takes some hundred bytes.</summary>
    private const int MaximumKeysLength = 64 * 1024;

    /// <summary>An address that moved is found again.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public void PostConfigure(string? name, VoipBinIdentityOptions options)
    {
        if (options.KeysAddress is not { } address)
        {
            // The validation, which comes next, says so.
            return;
        }

        var client = new HttpClient(options.BackchannelHttpHandler ?? NewHandler(), disposeHandler: false)
        {
            MaxResponseContentBufferSize = MaximumKeysLength,
        };
        var time = options.TimeProvider ?? TimeProvider.System;
        options.Verifier = new(options, new IdentityKeys(address, client, options.BackchannelTimeout, time, logger), time);
    }

    private static SocketsHttpHandler NewHandler() => new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime };
}
