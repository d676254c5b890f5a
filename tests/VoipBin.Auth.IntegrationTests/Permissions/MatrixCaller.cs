using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>A column of the matrix.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="Bits">What its agent may do; null when it is no agent.</param>
/// <param name="CustomerId">Where it belongs.</param>
/// <param name="Home">Whose things are "own" in the rows: of everybody but the stranger, its own customer's.</param>
/// <param name="PresentAsync">How it comes to what it presents when it is no agent; null when it presents nothing.</param>
internal sealed record MatrixCaller(string Name, Permission? Bits, Guid CustomerId, Guid Home, Func<Task<string>>? PresentAsync = null)
{
    public bool IsSomebody => Bits is not null && CustomerId == Home;

    /// <summary>An agent of this kind that nobody has used yet, with its token.</summary>
    public async Task<(Agent? Agent, string? Credential)> AppearAsync(Seed seed, string? password)
    {
        if (Bits is not { } bits)
        {
            return (null, PresentAsync is null ? null : await PresentAsync());
        }

        var agent = await seed.AddAgentAsync(CustomerId, bits, password);
        return (agent, seed.IssueToken(agent));
    }

    /// <summary>Every kind of caller. Each customer keeps an admin of its own, so that none of these is the last.</summary>
    public static async Task<IReadOnlyList<MatrixCaller>> AddAllAsync(AuthService service)
    {
        var seed = service.Seed;
        var (home, elsewhere, frozen, deleted) = (await seed.AddTenantAsync(), await seed.AddTenantAsync(), await seed.AddTenantAsync(), await seed.AddTenantAsync());
        await seed.FreezeAsync(frozen.CustomerId);
        await seed.DeleteCustomerAsync(deleted.CustomerId);
        int[] permissions = [0, 16, 64, 32, 96, 1, 33];
        return
        [
            new("none", null, home.CustomerId, home.CustomerId),
            .. permissions.Select(bits => new MatrixCaller($"{bits,3}", (Permission)bits, home.CustomerId, home.CustomerId)),
            new("key", null, home.CustomerId, home.CustomerId, Accesskey(home)),
            new("delegate", null, home.CustomerId, home.CustomerId, async () => (await Delegation.BeginAsync(service, home)).Token),
            new("stranger", Permission.CustomerAdmin, elsewhere.CustomerId, home.CustomerId),
            new("frozen", Permission.CustomerAdmin, frozen.CustomerId, frozen.CustomerId),
            new("its key", null, frozen.CustomerId, frozen.CustomerId, Accesskey(frozen)),
            new("deleted", Permission.CustomerAdmin, deleted.CustomerId, deleted.CustomerId),
            new("its key", null, deleted.CustomerId, deleted.CustomerId, Accesskey(deleted)),
        ];
    }

    private static Func<Task<string>> Accesskey(Tenant tenant) => () => Task.FromResult(tenant.Accesskey);
}
