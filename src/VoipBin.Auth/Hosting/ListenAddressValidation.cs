using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>Checks the addresses to listen on, which the web server would tell with a stack trace.</summary>
internal sealed class ListenAddressValidation(IConfiguration configuration) : IValidateOptions<ServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceOptions options)
    {
        var faults = ListenAddress.Split(configuration["urls"])
            .Where(url => !ListenAddress.IsAddress(url))
            .Select(url => $"urls is \"{url}\": it must be an http or https address, for example {ListenAddress.Default}.")
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
