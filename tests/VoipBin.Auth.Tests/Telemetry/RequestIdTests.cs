using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tests.Telemetry;

public sealed class RequestIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("A-z_0-9")]
    [InlineData("0190d5c8-1234-7abc-8def-0123456789ab")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("vb")]
    [InlineData("vb-1")]
    [InlineData("xvb_1")]
    [InlineData("EYJ1")]
    [InlineData("req_abc")]
    public void KeepOrCreate_OneHarmlessValue_IsKept(string inbound)
    {
        var id = RequestId.KeepOrCreate(inbound);

        Assert.Equal(inbound, id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("caf\u00e9")]
    [InlineData("<script>")]
    [InlineData("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe")]
    [InlineData("vb_")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9")]
    public void KeepOrCreate_AnythingElse_IsReplaced(string inbound)
    {
        var id = RequestId.KeepOrCreate(inbound);

        AssertIsNew(id);
    }

    [Fact]
    public void KeepOrCreate_NoneOrTwoValues_IsANewOne()
    {
        AssertIsNew(RequestId.KeepOrCreate(default));
        AssertIsNew(RequestId.KeepOrCreate(new(["a", "a"])));
        AssertIsNew(RequestId.KeepOrCreate(new(["a", "b"])));
    }

    [Fact]
    public void KeepOrCreate_ManyTimes_NeverRepeats()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RequestId.KeepOrCreate(default)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(1000, ids.Count);
    }

    private static void AssertIsNew(string id)
    {
        Assert.StartsWith("req_", id, StringComparison.Ordinal);
        Assert.Equal(30, id.Length);
        Assert.All(id[4..], character => Assert.Contains(character, "abcdefghijklmnopqrstuvwxyz234567"));
    }
}
