namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>The tests that share one service, one platform and the three proxies before them.</summary>
[CollectionDefinition(Name)]
public sealed class ReverseProxyGroup : ICollectionFixture<ProxiedPlatform>
{
    public const string Name = "Reverse proxies";
}
