using System.Security.Cryptography;
using System.Text;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Tokens;

public sealed class SigningKeyStrengthTests
{
    private const string Guessable = "is not random, so that it can be guessed";

    /// <summary>What people put where a key belongs, as the bytes that are encoded.</summary>
    public static TheoryData<string> Phrases =>
    [
        "your-256-bit-secret-your-256-bit-secret",
        "a-string-secret-at-least-256-bits-long",
        "ThisIsMySuperSecretKeyForJwtTokens12345",
        "correct horse battery staple and some more words",
        "please put a key of your own into this line",
        "change_me_change_it_now_or_be_sorry_later",
        "0123456789012345678901234567890123456789",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "voipbin.example.net signs its tokens by this",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "qwertyuiopasdfghjklzxcvbnm1234567890",
    ];

    public static TheoryData<string> Patterns =>
    [
        Convert.ToBase64String(new byte[32]),
        Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 48)]),
        Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(number => (byte)number)]),
        Convert.ToBase64String([.. Enumerable.Range(0, 64).Select(number => (byte)(255 - (3 * number)))]),
        Convert.ToBase64String([.. Enumerable.Range(0, 40).Select(number => (byte)(number % 9))]),
        Convert.ToBase64String([.. Enumerable.Range(0, 33).Select(number => (byte)((number % 16) * (number % 16) * 7))]),
        "changemechangemechangemechangemechangemechan",
        "thisisthekeyofoursignaturesanditislongenough",
        "PASSWORDPASSWORDTHATNOBODYWOULDEVERGUESSEVER",
    ];

    /// <summary>The keys of RFC 7515 (A.1) and RFC 7520 (3.5).</summary>
    public static TheoryData<string> Published =>
    [
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ+EstJQLr/T+1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow==",
        "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG+Onbc6mxCcYg=",
    ];

    [Theory]
    [MemberData(nameof(Phrases))]
    public void FindFault_Phrase_IsGuessable(string phrase) =>
        Assert.Equal(Guessable, SigningKeyStrength.FindFault(Convert.ToBase64String(Encoding.UTF8.GetBytes(phrase))));

    [Theory]
    [MemberData(nameof(Patterns))]
    [MemberData(nameof(Published))]
    public void FindFault_PatternOrPublished_IsGuessable(string key) => Assert.Equal(Guessable, SigningKeyStrength.FindFault(key));

    /// <summary>The bytes of a generator, and its text: as it is, and encoded once more.</summary>
    [Fact]
    public void FindFault_ManyRandomKeys_FindsNone()
    {
        const int Keys = 50_000;
        for (var count = 0; count < Keys; count++)
        {
            var bytes = RandomNumberGenerator.GetBytes(32 + (2 * (count % 20)));
            string[] texts = [Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), Convert.ToBase64String(bytes)];

            Assert.All(texts, text => Assert.Null(SigningKeyStrength.FindFault(Convert.ToBase64String(Encoding.ASCII.GetBytes(text)))));
            Assert.All([texts[0], texts[2]], text => Assert.Null(SigningKeyStrength.FindFault(text)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64, but long enough to be a key of 32 bytes")]
    public void FindFault_ShortOrNotBase64_SaysWhatItMustBe(string key) => Assert.Equal("is not base64 of at least 32 bytes", SigningKeyStrength.FindFault(key));
}
