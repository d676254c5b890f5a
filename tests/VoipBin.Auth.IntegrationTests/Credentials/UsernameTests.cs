using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>A caller has the username that its agent has now, also when the agent is remembered under another one.</summary>
public abstract class UsernameTests(AuthService service)
{
    [Fact]
    public async Task Rename_RememberedAgent_CountsAtOnce()
    {
        var token = await RememberTokenAsync();
        var renamed = $"renamed-{token.AgentId}@example.net";

        await service.Seed.InDatabaseAsync(async database =>
        {
            var agent = await database.Set<Agent>().SingleAsync(row => row.Id == token.AgentId);
            agent.Rename(renamed, service.Clock.GetUtcNow());
            return await database.SaveChangesAsync();
        });

        Assert.Equal(renamed, await UsernameOfAsync(token));
    }

    /// <summary>By a statement of which only the database tells.</summary>
    [Fact]
    public async Task Rename_RememberedAgentBySql_IsNoticed()
    {
        var token = await RememberTokenAsync();
        var renamed = $"renamed-{token.AgentId}@example.net";

        await service.Seed.InDatabaseAsync(database => database.Set<Agent>()
            .Where(row => row.Id == token.AgentId).ExecuteUpdateAsync(update => update.SetProperty(row => row.Username, renamed)));

        await Eventually.IsTrueAsync(async () => await UsernameOfAsync(token) == renamed, "the new username is known");
    }

    [Fact]
    public async Task Find_Accesskey_HasNoUsername()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var outcome = await service.Services.GetRequiredService<AccesskeyLookup>().FindAsync(AccesskeyToken.Parse(tenant.Accesskey), CancellationToken.None);

        Assert.Null(Assert.IsType<AccesskeyOutcome.Accepted>(outcome).Caller.Username);
    }

    /// <summary>A token of an agent that is answered from memory, under the username that the agent has.</summary>
    private async Task<TokenContent> RememberTokenAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var token = new TokenContent(tenant.Admin.Id, Guid.CreateVersion7(), tenant.Admin.Generation, DateTimeOffset.MaxValue);
        await Eventually.IsTrueAsync(
            async () => await UsernameOfAsync(token) == tenant.Admin.Username
                && service.Services.GetRequiredService<FactCache<Guid, AgentFacts>>().Find(token.AgentId)?.Username == tenant.Admin.Username,
            "the agent is remembered");
        return token;
    }

    private async Task<string?> UsernameOfAsync(TokenContent token) =>
        Assert.IsType<TokenOutcome.Accepted>(await service.Services.GetRequiredService<TokenLookup>().FindAsync(token, CancellationToken.None)).Caller.Username;

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : UsernameTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : UsernameTests(service);
}
