using Microsoft.AspNetCore.Authorization;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

public sealed class PermissionTests(Platform platform) : IClassFixture<Platform>
{
    /// <summary>The permission of a caller, and what he gets on routes that need 1, 16, 32, 64, and 32 or 64.</summary>
    [Theory]
    [InlineData(0, 403, 403, 403, 403, 403)]
    [InlineData(1, 200, 200, 200, 200, 200)]
    [InlineData(16, 403, 200, 403, 403, 403)]
    [InlineData(32, 403, 403, 200, 403, 200)]
    [InlineData(64, 403, 403, 403, 200, 200)]
    [InlineData(48, 403, 200, 200, 403, 200)]
    [InlineData(80, 403, 200, 403, 200, 200)]
    [InlineData(96, 403, 403, 200, 200, 200)]
    [InlineData(112, 403, 200, 200, 200, 200)]
    [InlineData(33, 200, 200, 200, 200, 200)]
    [InlineData(8, 403, 403, 403, 403, 403)]
    public async Task Call_RouteWithAPermission_NeedsOneOfItsBitsOrASuperAdmin(int permission, int superAdmin, int agent, int admin, int manager, int adminOrManager)
    {
        var identity = platform.NewIdentity();
        identity.Payload["permission"] = permission;

        var statuses = new List<int>();
        foreach (var needed in new[] { 1, 16, 32, 64, 96 })
        {
            statuses.Add(await platform.Service.StatusOfAsync(identity, $"/permission/{needed}"));
        }

        Assert.Equal([superAdmin, agent, admin, manager, adminOrManager], statuses);
    }

    [Fact]
    public async Task Call_PlainPermissionHeader_GivesNone()
    {
        var answer = await platform.Service.CallAsync("/permission/32", $"X-Auth-Identity: {platform.NewIdentity()}", "X-Auth-Permission: 32");

        Assert.Equal(403, answer.Status);
        Assert.DoesNotContain("allowed", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(96)]
    public async Task Call_WithoutIdentity_Is401(int needed) => Assert.Equal(401, (await platform.Service.CallAsync($"/permission/{needed}")).Status);

    [Fact]
    public void RequirePermission_None_IsNoPermission() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuthorizationPolicyBuilder().RequirePermission(VoipBinPermissions.None));
}
