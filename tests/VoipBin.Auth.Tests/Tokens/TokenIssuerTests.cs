using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Tokens;

public sealed class TokenIssuerTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 34, 56, 789, TimeSpan.Zero);
    private static readonly Guid Customer = Guid.Parse("0190d5c8-0000-7000-8000-000000000001");

    [Fact]
    public void Issue_Always_HasExactlyOurHeaderAndForm()
    {
        var text = Issue(MakeAgent()).Reveal();

        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Decode(text, part: 0));
        Assert.True(TokenText.HasOurForm(text));
    }

    [Fact]
    public void Issue_Always_IsSignedWithHmacSha256()
    {
        var text = Issue(MakeAgent()).Reveal();

        var signature = HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]));

        Assert.Equal(Base64Url.EncodeToString(signature), text.Split('.')[2]);
    }

    [Fact]
    public void Issue_Always_HasExactlyTheseClaims()
    {
        var agent = MakeAgent();
        agent.RevokeTokens(Now);

        var claims = ClaimsOf(Issue(agent));

        Assert.Equal(
            ["agent", "customer_id", "exp", "expire", "gen", "iat", "iss", "jti", "sub", "type"],
            claims.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal));
        Assert.Equal("voipbin", claims.GetProperty("iss").GetString());
        Assert.Equal(agent.Id.ToString(), claims.GetProperty("sub").GetString());
        Assert.Equal(Customer.ToString(), claims.GetProperty("customer_id").GetString());
        Assert.Equal("agent", claims.GetProperty("type").GetString());
        Assert.Equal(1, claims.GetProperty("gen").GetInt32());
        Assert.Equal(7, claims.GetProperty("jti").GetGuid().Version);
        Assert.Equal(
            $$"""{"id":"{{agent.Id}}","customer_id":"{{Customer}}","username":"admin@example.net","name":"Ann","permission":33}""",
            claims.GetProperty("agent").GetRawText());
    }

    [Fact]
    public void Issue_Always_LivesItsLifetimeInWholeSeconds()
    {
        var claims = ClaimsOf(Issue(MakeAgent()));

        Assert.Equal(1_772_368_496, claims.GetProperty("iat").GetInt64());
        Assert.Equal(604_800, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("2026-03-08T12:34:56.000000Z", claims.GetProperty("expire").GetString());
        Assert.Equal(claims.GetProperty("exp").GetInt64(), claims.GetProperty("expire").GetDateTimeOffset().ToUnixTimeSeconds());
    }

    [Fact]
    public void Issue_Twice_HasTwoIds()
    {
        var agent = MakeAgent();

        Assert.NotEqual(ClaimsOf(Issue(agent)).GetProperty("jti").GetGuid(), ClaimsOf(Issue(agent)).GetProperty("jti").GetGuid());
    }

    [Fact]
    public void Issue_Always_HoldsNoSecretOfTheAgent()
    {
        var payload = Decode(Issue(MakeAgent()).Reveal(), part: 1);

        Assert.DoesNotContain("$2b$", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("password", payload, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A token that is too long to be accepted would be of no use to its owner.</summary>
    [Theory]
    [InlineData("x", 255)]
    [InlineData("\"", 255)]
    [InlineData("\u00e9", 255)]
    [InlineData("\u540d", 255)]
    [InlineData("\U0001F600", 127)]
    [InlineData("\u0001", 255)]
    public void Issue_LongestNames_StillHasOurForm(string character, int times)
    {
        var longest = string.Concat(Enumerable.Repeat(character, times));
        var agent = Agent.Create(Customer, new string('a', Agent.UsernameMaximumLength), longest, Permission.CustomerAdmin, passwordHash: null, Now);

        var text = Issue(agent).Reveal();

        Assert.InRange(text.Length, 1, TokenText.MaximumLength);
        Assert.True(TokenText.HasOurForm(text));
        Assert.Equal(longest, ClaimsOf(new(text)).GetProperty("agent").GetProperty("name").GetString());
    }

    [Fact]
    public void Issue_UsernameAndNameOfEmoji_StillHasOurForm()
    {
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", 127));
        var agent = Agent.Create(Customer, emoji, emoji, Permission.CustomerAdmin, passwordHash: null, Now);

        var text = Issue(agent).Reveal();

        Assert.True(TokenText.HasOurForm(text), $"{text.Length} characters");
        Assert.Equal(emoji, ClaimsOf(Issue(agent)).GetProperty("agent").GetProperty("username").GetString());
    }

    private static Agent MakeAgent() =>
        Agent.Create(Customer, "admin@example.net", "Ann", Permission.ProjectSuperAdmin | Permission.CustomerAdmin, "$2b$12$hash", Now);

    private static TokenText Issue(Agent agent)
    {
        var options = Options.Create(new TokenOptions { SigningKeys = [Convert.ToBase64String(Key)] });
        var keys = new SigningKeys(options, Options.Create(new ServiceOptions()));
        return new TokenIssuer(keys, options, new FixedClock(Now)).Issue(agent);
    }

    private static JsonElement ClaimsOf(TokenText token) => JsonDocument.Parse(Decode(token.Reveal(), part: 1)).RootElement;

    private static string Decode(string text, int part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.Split('.')[part]));
}
