using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Client;

/// <summary>Says what to set when an option is missing or wrong.</summary>
internal sealed class VoipBinIdentityOptionsValidation : IValidateOptions<VoipBinIdentityOptions>
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, VoipBinIdentityOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(VoipBinIdentityOptions options)
    {
        if (options.KeysAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" } address)
        {
            yield return "KeysAddress is not an http or https address: set it to the authentication service's keys, for example https://auth.example.com/.well-known/jwks.json.";
        }
        else if (options.RequireHttps && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            yield return "KeysAddress is not https: whoever can change the keys on their way can be anybody. Where that network is trusted, set RequireHttps to false.";
        }

        if (options.Audiences.Count == 0)
        {
            yield return "Audiences is empty: name each host for which this service answers, for example api.example.com.";
        }
        else if (!options.Audiences.All(IsHost))
        {
            yield return "Audiences holds something that is no host in lower case without a port: name each host as in api.example.com.";
        }

        if (string.IsNullOrEmpty(options.Issuer))
        {
            yield return "Issuer is empty: set it to what the authentication service has as Identity:Issuer, for example voipbin.";
        }

        if (options.BackchannelTimeout < ShortestTimeout || options.BackchannelTimeout > LongestTimeout)
        {
            yield return "BackchannelTimeout is not between 00:00:00.1 and 00:01:00: set it to 00:00:05, for example.";
        }
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) != UriHostNameType.Unknown && !host.Any(char.IsAsciiLetterUpper);
}
