using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>The address under which people reach the service: <c>PublicUrl</c>, or where it listens. What a request says of it (Host, X-Forwarded-Host) is not asked: anybody can write that.</summary>
internal sealed class PublicAddress(IOptions<ServiceOptions> service, IServer server)
{
    /// <summary>The address of a path of the service.</summary>
    public Uri Of(string pathAndQuery) => new($"{Base.AbsoluteUri.TrimEnd('/')}{pathAndQuery}");

    private Uri Base => service.Value.PublicUrl
        ?? ListenAddress.Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? ListenAddress.Default);
}
