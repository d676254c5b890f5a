using Microsoft.Extensions.Options;
using VoipBin.Auth.Hosting;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Checks the addresses of the decision endpoints.</summary>
internal sealed class ForwardAuthOptionsValidation(IConfiguration configuration) : IValidateOptions<ForwardAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, ForwardAuthOptions options)
    {
        var addresses = ListenAddress.Split(options.Urls);
        if (addresses.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        if (ListenAddress.HasEndpoints(configuration))
        {
            return ValidateOptionsResult.Fail("ForwardAuth:Urls has no effect beside Kestrel:Endpoints: set urls instead of those.");
        }

        return Array.TrueForAll(addresses, ListenAddress.IsAddress) && AreApart([.. addresses.Select(DecisionListeners.PortOf)])
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"ForwardAuth:Urls is \"{options.Urls}\": it must be addresses whose ports nothing else listens on, for example http://0.0.0.0:9090.");
    }

    /// <summary>Whether the port tells whom a request is for: <c>urls</c> holds all addresses by now, these included.</summary>
    private bool AreApart(int[] ports) =>
        !ports.Contains(0)
        && ListenAddress.Split(configuration["urls"]).Where(ListenAddress.IsAddress).Select(DecisionListeners.PortOf).Count(ports.Contains) == ports.Length;
}
