using System.Reflection;
using VoipBin.Auth.Client;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What the files in <c>deploy/</c> must say, whichever proxy they are for.</summary>
public sealed class DeployedFileTests
{
    /// <summary>Every name of ours; a new one is found by itself.</summary>
    public static IReadOnlyList<string> OurHeaders { get; } =
        [.. typeof(AuthHeaders).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>What the service says of a caller: a closed set.</summary>
    public static IReadOnlyList<string> CallerHeaders { get; } = [.. OurHeaders.Except([AuthHeaders.Query, AuthHeaders.Problem])];

    /// <summary>By which some frameworks take another path or method than the one that was judged.</summary>
    public static IReadOnlyList<string> OverridingHeaders { get; } =
        ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Path", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"];

    /// <summary>By which a proxy describes a request.</summary>
    private static readonly string[] DescribingHeaders = ["X-Original-Method", "X-Original-URI", "X-Original-Host", "X-Forwarded-Method", "X-Forwarded-Uri", "Forwarded"];

    public static TheoryData<string> Proxies => [.. DeployedFile.TakenFromClients.Keys];

    /// <summary>A name that a file forgets would let a client's own value through.</summary>
    [Theory]
    [MemberData(nameof(Proxies))]
    public void Configuration_OfEachProxy_TakesFromClientsWhatTheyMustNotSay(string proxy)
    {
        var taken = DeployedFile.TakenFromClients[proxy];

        Assert.All([.. OurHeaders, .. OverridingHeaders, .. DescribingHeaders], name => Assert.True(taken.Names(name), name));
        Assert.False(taken.Names("X-Request-Id-Of-Mine"));
    }

    /// <summary>And without one of these, the platform would not know its caller.</summary>
    [Theory]
    [MemberData(nameof(Proxies))]
    public void Configuration_OfEachProxy_TakesEveryHeaderOfACallerFromTheDecision(string proxy)
    {
        var taken = DeployedFile.TakenFromDecisions[proxy];

        Assert.All(CallerHeaders, name => Assert.True(taken.Names(name), name));
        Assert.False(taken.Names(AuthHeaders.Problem));
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public void Configuration_OfEachProxy_AsksAtItsOwnEndpoint(string proxy)
    {
        string[] endpoints = ["/authz/auth-request", "/authz/forward-auth", "/authz/ext-authz"];
        var expected = proxy switch { ReverseProxy.Nginx => endpoints[0], "envoy" => endpoints[2], _ => endpoints[1] };

        Assert.Equal([expected], endpoints.Where(DeployedFile.TakenFromDecisions[proxy].Text.Contains));
    }
}
