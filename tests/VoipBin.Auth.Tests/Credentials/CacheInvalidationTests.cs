using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class CacheInvalidationTests
{
    private readonly Cache accesskeys = new(Accesskey.WatchPrefix);
    private readonly Cache unknown = new(Accesskey.WatchPrefix);
    private readonly Cache agents = new(Agent.WatchPrefix);
    private readonly Cache customers = new(Customer.WatchPrefix);
    private readonly Cache tokens = new(RevokedToken.WatchPrefix);
    private readonly CacheInvalidation invalidation;

    public CacheInvalidationTests() => invalidation = new(All);

    private Cache[] All => [accesskeys, unknown, agents, customers, tokens];

    [Fact]
    public void Forget_KeyOfARow_IsToldToTheCachesOfItsKindWithoutThePrefix()
    {
        invalidation.Forget("accesskey:1");
        invalidation.Forget("agent:2");
        invalidation.Forget("customer:3");
        invalidation.Forget("token:4");

        Assert.Equal(["1", "1", "2", "3", "4"], All.Select(cache => Assert.Single(cache.Told)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("beat:1")]
    [InlineData("customers:1")]
    [InlineData("Customer:1")]
    [InlineData(" customer:1")]
    [InlineData("**")]
    public void Forget_AnythingElse_IsToldToNobody(string key)
    {
        invalidation.Forget(key);

        Assert.All(All, cache => Assert.Empty(cache.Told));
    }

    [Fact]
    public void Forget_Star_ClearsEverything()
    {
        invalidation.Forget("*");

        Assert.All(All, cache => Assert.Equal(["everything"], cache.Told));
    }

    [Fact]
    public void ForgetAll_Always_ClearsEverything()
    {
        invalidation.ForgetAll();

        Assert.All(All, cache => Assert.Equal(["everything"], cache.Told));
    }

    [Fact]
    public void Changed_RowsOfSeveralKinds_ForgetsEach()
    {
        invalidation.Changed(["agent:1", "customer:2", "agent:3"]);

        Assert.Equal(["1", "3"], agents.Told);
        Assert.Equal(["2"], customers.Told);
        Assert.Empty(tokens.Told);
    }

    private sealed class Cache(string prefix) : IFactCache
    {
        public string Prefix => prefix;

        public List<string> Told { get; } = [];

        public void Forget(string key) => Told.Add(key);

        public void Clear() => Told.Add("everything");
    }
}
