using System.Net;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.RateLimits;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("fe80::1%1", "fe80::2%2")]
    public void BucketOf_AddressesOfOneClient_IsTheSame(string one, string other) =>
        Assert.Equal(ClientNetwork.BucketOf(IPAddress.Parse(one)), ClientNetwork.BucketOf(IPAddress.Parse(other)));

    /// <summary>Two may share a bucket by chance; of a hundred pairs not even five do.</summary>
    [Theory]
    [InlineData("10.0.0.{0}", "10.0.1.{0}")]
    [InlineData("2001:db8:1:{0}::1", "2001:db8:2:{0}::1")]
    [InlineData("10.0.0.{0}", "2001:db8:1:{0}::1")]
    public void BucketOf_AddressesOfOthers_IsAnother(string one, string other)
    {
        var shared = Enumerable.Range(0, 100).Count(number => BucketOf(one, number) == BucketOf(other, number));

        Assert.InRange(shared, 0, 4);
    }

    [Fact]
    public void BucketOf_AMillionAddresses_UsesNearlyAllBucketsAndNoOthers()
    {
        var buckets = Enumerable.Range(0, 1_000_000).Select(number => ClientNetwork.BucketOf(new IPAddress(number))).ToHashSet();

        Assert.InRange(buckets.Count, ClientNetwork.Buckets * 99 / 100, ClientNetwork.Buckets);
        Assert.All([buckets.Min(), buckets.Max()], bucket => Assert.InRange(bucket, 0, ClientNetwork.Buckets - 1));
    }

    [Fact]
    public void BucketOf_NoAddress_IsOne() => Assert.Equal(ClientNetwork.BucketOf(null), ClientNetwork.BucketOf(null));

    private static int BucketOf(string pattern, int number) => ClientNetwork.BucketOf(IPAddress.Parse(pattern.Replace("{0}", $"{number}", StringComparison.Ordinal)));
}
