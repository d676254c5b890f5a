using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Agents;

public sealed class AgentTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Admin@Example.NET", "admin@example.net")]
    [InlineData("  admin@example.net ", "admin@example.net")]
    [InlineData("\u00c4dmin@example.net", "\u00e4dmin@example.net")]
    public void KeyOf_Username_HasNoCaseAndNoSpacesAround(string username, string expected)
    {
        var key = Agent.KeyOf(username);

        Assert.Equal(expected, key);
    }

    [Fact]
    public void RevokeTokens_Twice_RaisesTheGenerationTwice()
    {
        var agent = Agent.Create(Guid.CreateVersion7(), "Admin@example.net", "name", Permission.CustomerAdmin, passwordHash: null, Created);

        agent.RevokeTokens(Created.AddHours(1));
        agent.RevokeTokens(Created.AddHours(2));

        Assert.Equal(2, agent.Generation);
        Assert.Equal((Created, Created.AddHours(2)), (agent.TmCreate, agent.TmUpdate));
        Assert.Equal("Admin@example.net", agent.Username);
    }
}
