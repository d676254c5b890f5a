using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VoipBin.Auth.Client.Tests.Infrastructure;
using VoipBin.Auth.Testing;

namespace VoipBin.Auth.Client.Tests;

/// <summary>Which of the published keys verify, and how often they are asked for.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly Signer signer = new();
    private KeyServer keys = null!;
    private CallService service = null!;

    public async Task InitializeAsync()
    {
        keys = await KeyServer.StartAsync(0, signer);
        service = await CallService.StartAsync(keys.Address);
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await keys.DisposeAsync();
    }

    [Fact]
    public async Task Fetch_ServiceThatNobodyCalled_HasNotHappened()
    {
        await service.CallAsync("/caller");
        await service.CallAsync("/public");

        Assert.Equal(0, keys.Requests);
    }

    [Fact]
    public async Task Fetch_HundredRequestsWhileItLasts_IsShared()
    {
        var gate = new TaskCompletionSource();
        var publishing = keys.Answer;
        keys.Answer = async context =>
        {
            await gate.Task;
            await publishing(context);
        };

        var first = CallOften(50);
        await Eventually.IsTrueAsync(() => service.Begun == 50 && keys.Requests == 1, "50 requests are there, and one fetch");
        service.Clock.Advance(TimeSpan.FromSeconds(3));
        var second = CallOften(50);
        await Eventually.IsTrueAsync(() => service.Begun == 100, "100 requests are there");
        gate.SetResult();

        Assert.All(await Task.WhenAll([.. first, .. second]), status => Assert.Equal(200, status));
        Assert.Equal(1, keys.Requests);
    }

    [Fact]
    public async Task Fetch_FloodOfUnknownKeys_HappensOnceInAPause()
    {
        for (var pause = 1; pause <= 3; pause++)
        {
            var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.StatusOfAsync(new Identity(new Signer(), service.Clock))));

            Assert.All(statuses, status => Assert.Equal(401, status));
            Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
            Assert.Equal(pause, keys.Requests);
            service.Clock.Advance(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task Fetch_FreshKeys_IsNotRepeated()
    {
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        service.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        Assert.Equal(1, keys.Requests);

        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        Assert.Equal(2, keys.Requests);
    }

    [Fact]
    public async Task Rotation_KeyThatCameLater_IsAcceptedAfterOneFetch()
    {
        var later = new Signer();
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        keys.Publish(signer, later);
        service.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(200, await service.StatusOfAsync(new Identity(later, service.Clock)));
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));

        Assert.Equal(2, keys.Requests);
    }

    [Fact]
    public async Task Rotation_KeyThatIsNoLongerPublished_IsRefused()
    {
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        keys.Publish(new Signer());

        service.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(401, await service.StatusOfAsync(NewIdentity()));
    }

    [Fact]
    public async Task Set_KeysOfOtherKinds_AreIgnored()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        using var rsa = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var (modulus, point) = (rsa.ExportParameters(includePrivateParameters: false), other.ExportParameters(includePrivateParameters: false).Q);
        keys.Answer = KeyServer.Publishing(
            new() { ["kty"] = "oct", ["use"] = "sig", ["alg"] = "HS256", ["kid"] = "oct", ["k"] = Base64Url.EncodeToString(secret) },
            new() { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = "rsa", ["n"] = Base64Url.EncodeToString(modulus.Modulus), ["e"] = Base64Url.EncodeToString(modulus.Exponent) },
            new() { ["kty"] = "EC", ["use"] = "sig", ["alg"] = "ES384", ["kid"] = "p384", ["crv"] = "P-384", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) },
            new() { ["kty"] = "EC", ["kid"] = "nothing" },
            signer.Published);

        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
        Assert.Equal(401, await service.StatusOfAsync(SignedBy("HS256", "oct", bytes => HMACSHA256.HashData(secret, bytes))));
        Assert.Equal(401, await service.StatusOfAsync(SignedBy("RS256", "rsa", bytes => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        Assert.Equal(401, await service.StatusOfAsync(SignedBy("ES384", "p384", bytes => other.SignData(bytes, HashAlgorithmName.SHA384))));
        Assert.Equal(401, await service.StatusOfAsync(SignedBy("ES256", "oct", bytes => HMACSHA256.HashData(secret, bytes))));
        Assert.Equal(401, await service.StatusOfAsync(SignedBy("HS256", signer.Id, bytes => HMACSHA256.HashData(secret, bytes))));
    }

    /// <summary>A key for something else, though of the same kind.</summary>
    [Theory]
    [InlineData("use", "enc")]
    [InlineData("alg", "ECDH-ES")]
    [InlineData("kid", "")]
    [InlineData("x", "AAAA")]
    public async Task Set_KeyThatIsNotForSignatures_IsNotUsed(string member, string value)
    {
        var wrong = new Signer();
        var published = wrong.Published;
        published[member] = value;
        keys.Answer = KeyServer.Publishing(published, signer.Published);

        Assert.Equal(401, await service.StatusOfAsync(new Identity(wrong, service.Clock)));
        Assert.Equal(200, await service.StatusOfAsync(NewIdentity()));
    }

    private Task<int>[] CallOften(int times) => [.. Enumerable.Range(0, times).Select(_ => service.StatusOfAsync(NewIdentity()))];

    private Identity NewIdentity() => new(signer, service.Clock);

    private string SignedBy(string algorithm, string id, Func<byte[], byte[]> sign)
    {
        var identity = NewIdentity();
        (identity.Header["alg"], identity.Header["kid"]) = (algorithm, id);
        return identity.With(sign(Encoding.ASCII.GetBytes(identity.Signed)));
    }
}
