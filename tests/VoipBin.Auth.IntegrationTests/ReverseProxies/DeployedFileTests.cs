using VoipBin.Auth.Client;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What the files in <c>deploy/</c> must say, whichever proxy they are for.</summary>
public sealed class DeployedFileTests
{
    /// <summary>What the service says of a caller: a closed set.</summary>
    public static IReadOnlyList<string> CallerHeaders { get; } =
        [AuthHeaders.Type, AuthHeaders.CustomerId, AuthHeaders.AgentId, AuthHeaders.Username, AuthHeaders.Permission, AuthHeaders.AccesskeyId, AuthHeaders.Identity];

    public static TheoryData<string> Configurations => ["nginx/nginx.conf", "caddy/Caddyfile", "haproxy/decision.lua", "traefik/dynamic.yml", "envoy/envoy.yaml"];

    /// <summary>A name that a file forgets would let a client's own value through, or keep the platform without it.</summary>
    [Theory]
    [MemberData(nameof(Configurations))]
    public void Configuration_OfEachProxy_NamesEveryHeaderOfACaller(string file)
    {
        var text = Read(file);

        Assert.All(CallerHeaders, name => Assert.Contains(name, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Configuration_OfEachProxy_AsksAtItsOwnEndpoint(string file)
    {
        string[] endpoints = ["/authz/auth-request", "/authz/forward-auth", "/authz/ext-authz"];
        var expected = file.StartsWith("nginx", StringComparison.Ordinal) ? endpoints[0] : file.StartsWith("envoy", StringComparison.Ordinal) ? endpoints[2] : endpoints[1];

        Assert.Equal([expected], endpoints.Where(Read(file).Contains));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));
}
