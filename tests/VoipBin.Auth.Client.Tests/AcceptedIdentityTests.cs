using System.Text.Json;
using System.Text.Json.Nodes;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

public sealed class AcceptedIdentityTests(Platform platform) : IClassFixture<Platform>
{
    private const string Other = "0198f5a0-0000-7000-8000-0000000000ff";

    [Fact]
    public async Task Call_IdentityOfAnAgent_NamesTheAgent()
    {
        var caller = await CallerOfAsync(platform.NewIdentity());

        Assert.Equal(
            new VoipBinCaller(Identity.CustomerId, VoipBinCallerType.Token, VoipBinPermissions.CustomerAgent) { AgentId = Identity.AgentId, Username = "someone@example.com" },
            caller);
    }

    [Fact]
    public async Task Call_IdentityOfAnAccesskey_NamesTheKey()
    {
        var identity = platform.NewIdentity();
        identity.Payload.Remove("agent_id");
        identity.Payload.Remove("username");
        identity.Payload["type"] = "accesskey";
        identity.Payload["permission"] = 32;
        identity.Payload["accesskey_id"] = Other;

        var caller = await CallerOfAsync(identity);

        Assert.Equal(new VoipBinCaller(Identity.CustomerId, VoipBinCallerType.Accesskey, VoipBinPermissions.CustomerAdmin) { AccesskeyId = new Guid(Other) }, caller);
    }

    [Fact]
    public async Task Call_IdentityOfAnOperatorWhoActsForACustomer_NamesTheOperator()
    {
        var identity = platform.NewIdentity();
        identity.Payload.Remove("agent_id");
        identity.Payload.Remove("username");
        identity.Payload["type"] = "delegate";
        identity.Payload["permission"] = 32;
        identity.Payload["delegator_id"] = Other;

        var caller = await CallerOfAsync(identity);

        Assert.Equal(new VoipBinCaller(Identity.CustomerId, VoipBinCallerType.Delegate, VoipBinPermissions.CustomerAdmin) { DelegatorId = new Guid(Other) }, caller);
    }

    [Theory]
    [InlineData("exp", -29)]
    [InlineData("iat", 29)]
    [InlineData("iat", 30)]
    [InlineData("nbf", 29)]
    public async Task Call_ClocksThatDifferWithinTheSkew_IsAccepted(string claim, int seconds)
    {
        var identity = platform.NewIdentity();
        identity.Payload[claim] = platform.Service.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;

        Assert.Equal(200, await platform.Service.StatusOfAsync(identity));
    }

    [Fact]
    public async Task Call_EachConfiguredAudience_IsAccepted()
    {
        var identity = platform.NewIdentity();
        identity.Payload["aud"] = "first.example.com";

        Assert.Equal(200, await platform.Service.StatusOfAsync(identity));
    }

    [Fact]
    public async Task Call_ClaimsAndHeadersThatCameLater_AreNoFault()
    {
        var identity = platform.NewIdentity();
        identity.Header["later"] = "yes";
        identity.Payload["later"] = new JsonObject { ["anything"] = 1 };

        Assert.Equal(200, await platform.Service.StatusOfAsync(identity));
    }

    [Fact]
    public async Task Call_IdentityOfFourKibibytes_IsTheLongest()
    {
        var identity = platform.NewIdentity();
        for (var more = 2000; identity.ToString().Length < 4096; more++)
        {
            identity.Payload["more"] = new string('x', more);
        }

        Assert.Equal(4096, identity.ToString().Length);
        Assert.Equal(200, await platform.Service.StatusOfAsync(identity));
        identity.Payload["more"] = $"{identity.Payload["more"]}x";
        Assert.InRange(identity.ToString().Length, 4097, 4098);
        Assert.Equal(401, await platform.Service.StatusOfAsync(identity));
    }

    [Fact]
    public async Task Call_PlainHeadersBesideAnIdentity_ChangeNothing()
    {
        var answer = await platform.Service.CallAsync(
            "/caller", $"X-Auth-Identity: {platform.NewIdentity()}", $"X-Auth-Customer-Id: {Other}", "X-Auth-Permission: 1", "X-Auth-Type: accesskey", $"X-Auth-Agent-Id: {Other}");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(Other, answer.Body, StringComparison.Ordinal);
        Assert.Equal(16, JsonNode.Parse(answer.Body)!["permission"]!.GetValue<int>());
    }

    [Fact]
    public async Task Call_PublicRoute_KnowsItsCallerToo() =>
        Assert.Equal("somebody", (await platform.Service.CallAsync("/public", $"X-Auth-Identity: {platform.NewIdentity()}")).Body);

    [Fact]
    public async Task Call_NameOfTheUser_IsTheSubject() =>
        Assert.Equal(Identity.AgentId.ToString(), (await platform.Service.CallAsync("/name", $"X-Auth-Identity: {platform.NewIdentity()}")).Body);

    private async Task<VoipBinCaller?> CallerOfAsync(Identity identity)
    {
        var answer = await platform.Service.CallAsync("/caller", $"X-Auth-Identity: {identity}");

        Assert.Equal(200, answer.Status);
        return JsonSerializer.Deserialize<VoipBinCaller>(answer.Body, JsonSerializerOptions.Web);
    }
}
