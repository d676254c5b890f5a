using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Benchmarks.Parts;

/// <summary>What the parts of a verification cost by themselves.</summary>
[MemoryDiagnoser]
public class CredentialBenchmarks
{
    private readonly FactCache<CredentialHash, AccesskeyFacts> cache;
    private readonly CredentialHash hash;
    private readonly TokenIssuer issuer;
    private readonly TokenSignature signature;
    private readonly Agent agent = Agent.Create(Guid.CreateVersion7(), "somebody@example.net", "Jane Doe", Permission.CustomerAdmin, passwordHash: null, DateTimeOffset.UnixEpoch);
    private readonly string header;
    private readonly string token;

    public CredentialBenchmarks()
    {
        var accesskey = AccesskeyToken.Generate().Reveal();
        var clock = new InvalidationClock();
        (header, hash) = ($"Bearer {accesskey}", CredentialHash.Of(accesskey));
        cache = new(new("accesskey:", CredentialHash.TryParse, 200_000, TimeSpan.FromMinutes(5)), clock, TimeProvider.System);
        cache.Add(hash, new(Guid.CreateVersion7(), Guid.CreateVersion7(), DateTimeOffset.MaxValue, IsRevoked: false), clock.Now);

        var options = Options.Create(new TokenOptions { SigningKeys = [SigningKeys.Generate()] });
        var keys = new SigningKeys(options, Options.Create(new ServiceOptions()));
        issuer = new(keys, options, TimeProvider.System);
        token = issuer.Issue(agent).Reveal();
        var bearer = new JwtBearerOptions();
        new TokenBearerOptions(keys, options, TimeProvider.System).Configure(Schemes.Signature, bearer);
        signature = new(bearer);
    }

    [Benchmark(Description = "parse a Bearer header and hash its accesskey")]
    public int ParseAndHash() =>
        BearerCredential.Parse(header) is RequestCredential.Presented presented ? CredentialHash.Of(presented.Text.RevealSpan()).GetHashCode() : throw new InvalidOperationException("No credential.");

    [Benchmark(Description = "find a remembered accesskey")]
    public object? Hit() => cache.Find(hash);

    [Benchmark(Description = "hash a token")]
    public int HashToken() => CredentialHash.Of(token).GetHashCode();

    [Benchmark(Description = "validate a token that is not remembered")]
    public async Task<bool> ValidateAsync() =>
        (await signature.ReadAsync(new(token))).Content is not null ? true : throw new InvalidOperationException("The token is not valid.");

    [Benchmark(Description = "issue a token")]
    public int Issue() => issuer.Issue(agent).Length;
}
