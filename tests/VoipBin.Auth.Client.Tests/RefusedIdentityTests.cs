using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

/// <summary>Each of these differs from a good identity in one thing.</summary>
public sealed class RefusedIdentityTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly Dictionary<string, Func<Platform, string>> Forgeries = new()
    {
        // The algorithm (RFC 8725, section 3.1).
        ["HS256 with the public key as its secret"] = platform => Hashed(platform, platform.Signer.PublicPem),
        ["HS256 with the published point as its secret"] = platform => Hashed(platform, Base64Url.DecodeFromChars($"{platform.Signer.Published["x"]}")),
        ["no algorithm, no signature"] = platform => Of(platform, header: header => header["alg"] = "none").With([]),
        ["no algorithm, good signature"] = platform => $"{Of(platform, header: header => header["alg"] = "none")}",
        ["no algorithm in other letters"] = platform => Of(platform, header: header => header["alg"] = "nOnE").With([]),
        ["no algorithm named"] = platform => $"{Of(platform, header: header => header.Remove("alg"))}",
        ["ES384 named"] = platform => $"{Of(platform, header: header => header["alg"] = "ES384")}",

        // The type (RFC 8725, section 3.11).
        ["type JWT"] = platform => $"{Of(platform, header: header => header["typ"] = "JWT")}",
        ["type in capitals"] = platform => $"{Of(platform, header: header => header["typ"] = "VOIPBIN-IDENTITY+JWT")}",
        ["type with its family"] = platform => $"{Of(platform, header: header => header["typ"] = "application/voipbin-identity+jwt")}",
        ["no type"] = platform => $"{Of(platform, header: header => header.Remove("typ"))}",

        // The key.
        ["key unknown"] = platform => $"{Of(platform, header: header => header["kid"] = "unknown")}",
        ["key not named"] = platform => $"{Of(platform, header: header => header.Remove("kid"))}",
        ["key of a stranger under a good id"] = platform => Of(platform).With(new Signer().Sign(Of(platform).Signed)),
        ["key of a stranger that it brings along"] = BringingItsKey,
        ["an extension that must be understood"] = platform => $"{Of(platform, header: header => (header["crit"], header["b64"]) = (new JsonArray("b64"), true))}",

        // The signature.
        ["signature empty"] = platform => Of(platform).With([]),
        ["signature of zeros"] = platform => Of(platform).With(new byte[64]),
        ["signature in DER"] = platform => Of(platform).With(platform.Signer.SignDer(Of(platform).Signed)),
        ["signature cut off"] = platform => $"{Of(platform)}"[..^2],
        ["payload changed afterwards"] = Tampered,

        // For whom, by whom.
        ["audience another host"] = platform => $"{Of(platform, payload => payload["aud"] = "evil.example.com")}",
        ["audience in capitals"] = platform => $"{Of(platform, payload => payload["aud"] = "API.example.com")}",
        ["audience with a port"] = platform => $"{Of(platform, payload => payload["aud"] = "api.example.com:443")}",
        ["audience empty"] = platform => $"{Of(platform, payload => payload["aud"] = "")}",
        ["no audience"] = platform => $"{Of(platform, payload => payload.Remove("aud"))}",
        ["issuer another"] = platform => $"{Of(platform, payload => payload["iss"] = "other")}",
        ["no issuer"] = platform => $"{Of(platform, payload => payload.Remove("iss"))}",

        // When.
        ["expired 31 seconds ago"] = platform => $"{Of(platform, payload => payload["exp"] = In(platform, -31))}",
        ["expired as long ago as the skew"] = platform => $"{Of(platform, payload => payload["exp"] = In(platform, -30))}",
        ["no expiry"] = platform => $"{Of(platform, payload => payload.Remove("exp"))}",
        ["expiry a text"] = platform => $"{Of(platform, payload => payload["exp"] = "tomorrow")}",
        ["made in 31 seconds"] = platform => $"{Of(platform, payload => payload["iat"] = In(platform, 31))}",
        ["made nobody knows when"] = platform => $"{Of(platform, payload => payload.Remove("iat"))}",
        ["not good until in 31 seconds"] = platform => $"{Of(platform, payload => payload["nbf"] = In(platform, 31))}",

        // Who.
        ["no customer"] = platform => $"{Of(platform, payload => payload.Remove("customer_id"))}",
        ["customer no id"] = platform => $"{Of(platform, payload => payload["customer_id"] = "mine")}",
        ["caller anonymous"] = platform => $"{Of(platform, payload => payload["type"] = "anonymous")}",
        ["no kind of caller"] = platform => $"{Of(platform, payload => payload.Remove("type"))}",
        ["no permission"] = platform => $"{Of(platform, payload => payload.Remove("permission"))}",
        ["permission negative"] = platform => $"{Of(platform, payload => payload["permission"] = -1)}",

        // The form.
        ["longer than 4 KiB"] = platform => $"{Of(platform, payload => payload["more"] = new string('x', 4096))}",
        ["with the word Bearer"] = platform => $"Bearer {Of(platform)}",
        ["two in one line"] = platform => $"{Of(platform)}, {Of(platform)}",
        ["two parts"] = platform => Of(platform).Signed,
        ["four parts"] = platform => $"{Of(platform)}.x",
        ["encrypted"] = platform => $"{Of(platform).Signed}.x.x.x",
        ["no JSON"] = _ => "a.b.c",
        ["a word"] = _ => "identity",
        ["an accesskey"] = _ => "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe",
    };

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_IdentityThatIsNotGood_IsRefused(string name)
    {
        var line = $"X-Auth-Identity: {Forgeries[name](platform)}";

        AssertRefused(await platform.Service.CallAsync("/caller", line));
        AssertRefused(await platform.Service.CallAsync("/permission/16", line));
        Assert.Equal("nobody", (await platform.Service.CallAsync("/public", line)).Body);
    }

    [Fact]
    public async Task Call_NoIdentity_IsRefused() => AssertRefused(await platform.Service.CallAsync("/caller"));

    /// <summary>What the proxy says of somebody anonymous.</summary>
    [Theory]
    [InlineData("X-Auth-Identity:")]
    [InlineData("X-Auth-Identity: ")]
    public async Task Call_EmptyIdentity_IsRefused(string line) => AssertRefused(await platform.Service.CallAsync("/caller", line));

    [Fact]
    public async Task Call_TwoLines_IsRefused()
    {
        var line = $"X-Auth-Identity: {platform.NewIdentity()}";

        AssertRefused(await platform.Service.CallAsync("/caller", line, line));
        AssertRefused(await platform.Service.CallAsync("/caller", line, "X-Auth-Identity:"));
        AssertRefused(await platform.Service.CallAsync("/caller", "X-Auth-Identity:", line));
    }

    [Fact]
    public async Task Call_PlainHeadersAlone_IsRefused() => AssertRefused(await platform.Service.CallAsync(
        "/caller", "X-Auth-Type: token", $"X-Auth-Customer-Id: {Identity.CustomerId}", $"X-Auth-Agent-Id: {Identity.AgentId}", "X-Auth-Permission: 1"));

    [Theory]
    [InlineData("/caller", "Authorization: Bearer ")]
    [InlineData("/caller", "Cookie: token=")]
    [InlineData("/caller", "Cookie: X-Auth-Identity=")]
    [InlineData("/caller", "X_Auth_Identity: ")]
    [InlineData("/caller", "X-Auth-Identity-2: ")]
    public async Task Call_IdentityElsewhere_IsRefused(string path, string carrier) => AssertRefused(await platform.Service.CallAsync(path, $"{carrier}{platform.NewIdentity()}"));

    [Theory]
    [InlineData("X-Auth-Identity")]
    [InlineData("access_token")]
    [InlineData("token")]
    public async Task Call_IdentityInTheQuery_IsRefused(string name) => AssertRefused(await platform.Service.CallAsync($"/caller?{name}={platform.NewIdentity()}"));

    [Fact]
    public async Task Call_RefusedIdentity_IsNotLogged()
    {
        var identity = $"{Of(platform, payload => payload["aud"] = "secret-host.example.com")}";

        AssertRefused(await platform.Service.CallAsync("/caller", $"X-Auth-Identity: {identity}"));

        Assert.Contains(platform.Service.Logged, line => line.Contains("SecurityTokenInvalidAudienceException", StringComparison.Ordinal));
        Assert.DoesNotContain(platform.Service.Logged, line => line.Contains("secret-host", StringComparison.Ordinal));
        Assert.All(identity.Split('.')[1..], part => Assert.DoesNotContain(platform.Service.Logged, line => line.Contains(part, StringComparison.Ordinal)));
    }

    private static void AssertRefused(Call answer)
    {
        Assert.Equal(401, answer.Status);
        Assert.Contains("\r\nWWW-Authenticate: Bearer realm=\"voipbin\"\r\n", $"{answer.Head}\r\n", StringComparison.Ordinal);
        Assert.Empty(answer.Body);
    }

    private static Identity Of(Platform platform, Action<JsonObject>? payload = null, Action<JsonObject>? header = null)
    {
        var identity = platform.NewIdentity();
        payload?.Invoke(identity.Payload);
        header?.Invoke(identity.Header);
        return identity;
    }

    private static long In(Platform platform, int seconds) => platform.Service.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;

    private static string Hashed(Platform platform, byte[] secret)
    {
        var identity = Of(platform, header: header => header["alg"] = "HS256");
        return identity.With(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(identity.Signed)));
    }

    private static string BringingItsKey(Platform platform)
    {
        var stranger = new Signer();
        var identity = Of(platform, header: header => header["jwk"] = stranger.Published);
        return identity.With(stranger.Sign(identity.Signed));
    }

    private static string Tampered(Platform platform)
    {
        var good = Of(platform);
        var better = Of(platform, payload => payload["permission"] = 1);
        return better.With(platform.Signer.Sign(good.Signed));
    }
}
