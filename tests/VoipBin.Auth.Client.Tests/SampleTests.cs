using Microsoft.AspNetCore.Mvc.Testing;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

/// <summary>The service of <c>deploy/sample</c>, as it is.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private const string CallId = "0198f5a0-0000-7000-8000-0000000000aa";

    private readonly Signer signer = new();
    private KeyServer keys = null!;
    private WebApplicationFactory<Program> sample = null!;

    public async Task InitializeAsync()
    {
        keys = await KeyServer.StartAsync(0, signer);
        sample = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("Identity:KeysAddress", keys.Address.ToString());
            host.UseSetting("Identity:Audiences:0", Identity.Audience);
        });
        sample.UseKestrel(0);
        sample.StartServer();
    }

    public async Task DisposeAsync()
    {
        await sample.DisposeAsync();
        await keys.DisposeAsync();
    }

    [Fact]
    public async Task Calls_Agent_IsTheCaller()
    {
        var answer = await CallAsync("/v1.0/calls", permission: 16);

        Assert.Equal(200, answer.Status);
        Assert.Equal($$"""{"customer_id":"{{Identity.CustomerId}}","type":"token","result":[]}""", answer.Body);
    }

    [Theory]
    [InlineData(16, 403)]
    [InlineData(32, 200)]
    [InlineData(64, 200)]
    [InlineData(1, 200)]
    public async Task Call_ById_NeedsAPermission(int permission, int status)
    {
        var answer = await CallAsync($"/v1.0/calls/{CallId}", permission);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? $$"""{"id":"{{CallId}}","customer_id":"{{Identity.CustomerId}}"}""" : "", answer.Body);
    }

    [Theory]
    [InlineData("/v1.0/calls")]
    [InlineData($"/v1.0/calls/{CallId}")]
    public async Task Calls_WithoutIdentity_IsRefused(string path) =>
        Assert.Equal(401, (await Call.SendAsync(sample.ClientOptions.BaseAddress, path, $"X-Auth-Customer-Id: {Identity.CustomerId}")).Status);

    private Task<Call> CallAsync(string path, int permission)
    {
        var identity = new Identity(signer, TimeProvider.System);
        identity.Payload["permission"] = permission;
        return Call.SendAsync(sample.ClientOptions.BaseAddress, path, $"X-Auth-Identity: {identity}");
    }
}
