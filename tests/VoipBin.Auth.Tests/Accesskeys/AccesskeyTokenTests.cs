using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyTokenTests
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Sample = "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe";

    [Fact]
    public void Hash_SampleOfTheDocuments_IsTheirVector()
    {
        var token = AccesskeyToken.Parse(Sample);

        var hash = Convert.ToHexStringLower(token.Hash());

        Assert.Equal("780075c2de066f87a3a053efe6ec8997e1412b1528b7f2e15c4eb5cd067123ac", hash);
    }

    [Theory]
    [InlineData(Sample, "vb_a3Bf9xKm")]
    [InlineData("an-older-key-without-prefix", "an-older-ke")]
    [InlineData("short", "short")]
    public void Shown_AnyKey_IsItsFirstElevenCharacters(string text, string expected)
    {
        var shown = AccesskeyToken.Parse(text).Shown;

        Assert.Equal(expected, shown);
    }

    [Fact]
    public void Generate_Always_HasPrefixAndThirtyTwoBase62Characters()
    {
        var text = AccesskeyToken.Generate().Reveal();

        Assert.Equal(35, text.Length);
        Assert.StartsWith("vb_", text, StringComparison.Ordinal);
        Assert.All(text[3..], character => Assert.Contains(character, Base62));
    }

    [Fact]
    public void Generate_TenThousandTimes_NeverRepeats()
    {
        var texts = Enumerable.Range(0, 10_000).Select(_ => AccesskeyToken.Generate().Reveal()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(10_000, texts.Count);
    }

    [Fact]
    public void Generate_Always_EndsInTheCrc32OfWhatStandsBefore()
    {
        Assert.Equal(0xCBF43926, Crc32OfGzip("123456789"));

        for (var i = 0; i < 200; i++)
        {
            var text = AccesskeyToken.Generate().Reveal();

            Assert.Equal(Crc32OfGzip(text[..29]), DecodeBase62(text[29..]));
        }
    }

    [Fact]
    public void HasOurForm_Generated_IsTrue()
    {
        var text = AccesskeyToken.Generate().Reveal();

        Assert.True(AccesskeyToken.HasOurForm(text));
    }

    [Fact]
    public void HasOurForm_AnyOneCharacterChanged_IsFalse()
    {
        var text = AccesskeyToken.Generate().Reveal();

        for (var at = 0; at < text.Length; at++)
        {
            foreach (var other in Base62.Where(character => character != text[at]))
            {
                Assert.False(AccesskeyToken.HasOurForm($"{text[..at]}{other}{text[(at + 1)..]}"), $"offset {at}, {other}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("vb_")]
    [InlineData(Sample)]
    [InlineData("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xW")]
    [InlineData("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWee")]
    public void HasOurForm_NotMadeHere_IsFalse(string text) => Assert.False(AccesskeyToken.HasOurForm(text));

    [Fact]
    public void ToString_Always_HidesTheSecret()
    {
        var token = AccesskeyToken.Generate();

        Assert.Equal("vb_***", $"{token}");
        Assert.Equal("vb_***", token.ToString());
    }

    /// <summary>The trailer of a gzip file begins with the CRC-32 of its content (RFC 1952, section 2.3.1).</summary>
    private static uint Crc32OfGzip(string text)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionMode.Compress))
        {
            gzip.Write(Encoding.ASCII.GetBytes(text));
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(file.ToArray().AsSpan()[^8..]);
    }

    private static long DecodeBase62(string digits) => digits.Aggregate(0L, (value, digit) => (value * 62) + Base62.IndexOf(digit, StringComparison.Ordinal));
}
