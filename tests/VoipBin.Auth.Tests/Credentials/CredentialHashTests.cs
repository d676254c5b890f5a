using System.Security.Cryptography;
using System.Text;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class CredentialHashTests
{
    private const string Sample = "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe";
    private const string SampleHash = "780075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123ac";

    [Fact]
    public void Of_SampleOfTheDocuments_IsTheirVector()
    {
        var hash = CredentialHash.Of(Sample);

        Assert.Equal(SampleHash, Convert.ToHexStringLower(hash.ToBytes()));
        Assert.Equal(hash, CredentialHash.Read(AccesskeyToken.Parse(Sample).Hash()));
        Assert.Equal(hash, AccesskeyToken.Parse(Sample).CacheKey());
        Assert.Equal(hash, CredentialHash.TryParse(SampleHash));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(169)]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(512)]
    [InlineData(4096)]
    public void Of_TextOfAnyLength_IsItsSha256(int length)
    {
        foreach (var text in new[] { new string('x', length), new string('\u20ac', length) })
        {
            Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(text)), CredentialHash.Of(text).ToBytes());
        }
    }

    /// <summary>Only the first part is the hash code: the others must count all the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(31)]
    public void Equals_OneByteOther_IsFalse(int at)
    {
        var bytes = Convert.FromHexString(SampleHash);
        bytes[at] ^= 1;

        Assert.NotEqual(CredentialHash.Of(Sample), CredentialHash.Read(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Sample)]
    [InlineData(SampleHash + "00")]
    [InlineData("0075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123ac")]
    [InlineData("x80075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123ac")]
    [InlineData("780075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123a ")]
    public void TryParse_NoHash_IsNull(string text) => Assert.Null(CredentialHash.TryParse(text));

    [Fact]
    public void ToString_Always_TellsNothing()
    {
        var hash = CredentialHash.Of(Sample);

        Assert.Equal(("***", "***"), (hash.ToString(), $"{hash}"));
    }
}
