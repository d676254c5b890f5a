using System.Net;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Hosting;

/// <summary>Checks that each trusted network is one.</summary>
internal sealed class ProxySettingsValidation : IValidateOptions<ProxySettings>
{
    public ValidateOptionsResult Validate(string? name, ProxySettings options)
    {
        var faults = options.TrustedNetworks
            .Select((network, index) => IPNetwork.TryParse(network, out _) ? null : $"Proxies:TrustedNetworks:{index} is \"{network}\": it must be a network, for example 10.0.0.0/8.")
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
