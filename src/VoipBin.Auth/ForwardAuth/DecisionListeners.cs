using Microsoft.Extensions.Options;
using VoipBin.Auth.Hosting;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>The ports where the decision endpoints listen alone; none where they share those of everything else.</summary>
internal sealed class DecisionListeners(IOptions<ForwardAuthOptions> options)
{
    private readonly int[] ports = [.. ListenAddress.Split(options.Value.Urls).Select(PortOf)];

    /// <summary>Adds the addresses to those where the server listens; <see cref="ForwardAuthOptionsValidation"/> tells which cannot be.</summary>
    public static void Listen(WebApplicationBuilder builder)
    {
        var urls = builder.Configuration[$"{ForwardAuthOptions.SectionName}:{nameof(ForwardAuthOptions.Urls)}"];
        if (ListenAddress.Split(urls) is { Length: > 0 } addresses && Array.TrueForAll(addresses, ListenAddress.IsAddress) && !ListenAddress.HasEndpoints(builder.Configuration))
        {
            ListenAddress.Add(builder, urls!);
        }
    }

    public static int PortOf(string url) => BindingAddress.Parse(url).Port;

    /// <summary>Whether a port answers such a request.</summary>
    public bool MayServe(int port, bool isDecision) => ports.Length == 0 || ports.Contains(port) == isDecision;
}
