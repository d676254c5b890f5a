using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;
using VoipBin.Auth.IntegrationTests.Signup;
using VoipBin.Auth.IntegrationTests.Tokens;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>Everybody tries everything to everybody: afterwards nobody may act as somebody stronger.</summary>
public abstract class TakeoverTests(AuthService service)
{
    private const string Present = "the present passphrase";
    private const string Wanted = "quite another passphrase";

    private static readonly int[] Permissions = [0, 1, 16, 32, 64, 33, 96];

    public static TheoryData<string> Callers => ["0", "1", "16", "32", "64", "33", "96", "key", "delegate"];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Change_OfAnybodyByAnybody_GivesNobodyMore(string name)
    {
        var (home, elsewhere) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var rule = RuleOf(name);
        var (credential, _) = await AppearAsync(rule, home);
        var faults = new List<string>();

        foreach (var (customerId, bits) in Permissions.Select(bits => (home.CustomerId, bits)).Concat([(elsewhere.CustomerId, 0), (elsewhere.CustomerId, 32), (elsewhere.CustomerId, 33)]))
        {
            var (target, agent) = (new PrivilegeTarget(bits, customerId == home.CustomerId, IsOneself: false), default(Agent?));
            foreach (var attempt in AttemptsOn(rule, target))
            {
                agent ??= await service.Seed.AddAgentAsync(customerId, (Permission)bits);
                var (fault, isChanged) = await TryAsync(rule, credential, agent, attempt);
                faults.AddRange(fault);
                agent = isChanged ? null : agent;
            }
        }

        AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Change_OfOneself_GivesNobodyMore(string name)
    {
        var rule = RuleOf(name);
        var home = await service.Seed.AddTenantAsync();
        var faults = new List<string>();

        // A key and a delegate are nobody: what comes nearest to them is the admin who made the key, and the operator of another customer.
        var target = rule.Kind == PrivilegeKind.Delegate ? new PrivilegeTarget(1, IsOfOwnCustomer: false, IsOneself: false) : new(rule.Bits, IsOfOwnCustomer: true, IsOneself: rule.Kind == PrivilegeKind.Agent);
        foreach (var attempt in AttemptsOn(rule, target))
        {
            var (credential, oneself) = await AppearAsync(rule, home, attempt.NeedsPassword ? Present : null);
            faults.AddRange((await TryAsync(rule, credential, oneself, attempt)).Faults);
        }

        AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Create_WithAnyPermission_GivesNoMoreThanTheCallerMay(string name)
    {
        var rule = RuleOf(name);
        var home = await service.Seed.AddTenantAsync();
        var (credential, _) = await AppearAsync(rule, home);
        var faults = new List<string>();

        foreach (var granted in Permissions)
        {
            var username = $"{Guid.CreateVersion7():N}@example.net";
            var response = await service.CallAsync("POST", "/v1.0/agents", credential, JsonText.Write(new { username, permission = granted }));
            var created = await FindAsync(agent => agent.Username == username);
            var isRight = rule.MayCreate(granted)
                ? response.Status == 201 && created is { TmDelete: null } && (int)created.Permission == granted && created.CustomerId == home.CustomerId && !rule.IsWeakerThan(created.Permission)
                : response.Status == 403 && created is null;
            faults.AddRange(isRight ? [] : [$"{name} creates {granted}: {response.Status} {response.Reason}, there is {created?.Permission}"]);
        }

        AssertNone(faults);
    }

    private static PrivilegeRule RuleOf(string name) => name switch
    {
        "key" => new(PrivilegeKind.Key, 32),
        "delegate" => new(PrivilegeKind.Delegate, 32),
        _ => new(PrivilegeKind.Agent, int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>A caller of this kind for a customer: its credential, and the agent that it is, or that stands behind it.</summary>
    private async Task<(string Credential, Agent Agent)> AppearAsync(PrivilegeRule rule, Tenant home, string? password = null)
    {
        switch (rule.Kind)
        {
            case PrivilegeKind.Key:
                return (home.Accesskey, home.Admin);
            case PrivilegeKind.Delegate:
                var delegation = await Delegation.BeginAsync(service, home);
                return (delegation.Token, delegation.Operator);
            default:
                var agent = await service.Seed.AddAgentAsync(home.CustomerId, (Permission)rule.Bits, password);
                return (service.Seed.IssueToken(agent), agent);
        }
    }

    /// <summary>Every request about an agent. An update that names what it may not change is one that must not change it.</summary>
    private static IEnumerable<Attempt> AttemptsOn(PrivilegeRule rule, PrivilegeTarget target) =>
    [
        new("GET", "", null, rule.MayRead(target)),
        new("PUT", "", """{"name":"renamed","permission":113,"password":"quite another passphrase","password_hash":"x","customer_id":"00000000-0000-0000-0000-000000000000","generation":7}""", rule.MayUpdate(target)),
        new("PUT", "/password", JsonText.Write(new { password = Wanted }), rule.MaySetPassword(target, knowsCurrent: false)),
        .. target.IsOneself ? [new Attempt("PUT", "/password", JsonText.Write(new { password = Wanted, current_password = Present }), rule.MaySetPassword(target, knowsCurrent: true)) { NeedsPassword = true }] : Array.Empty<Attempt>(),
        new("PUT", "", JsonText.Write(new { username = "{unique}@example.net" }), rule.MayRename(target, knowsCurrent: false)) { IsRename = true },
        .. target.IsOneself ? [new Attempt("PUT", "", JsonText.Write(new { username = "{unique}@example.net", current_password = Present }), rule.MayRename(target, knowsCurrent: true)) { IsRename = true, NeedsPassword = true }] : Array.Empty<Attempt>(),
        .. Permissions.Select(granted => new Attempt("PUT", "/permission", JsonText.Write(new { permission = granted }), rule.MaySetPermission(target, granted)) { Granted = granted }),
        new("DELETE", "", null, rule.MayDelete(target)),
    ];

    private async Task<(IEnumerable<string> Faults, bool IsChanged)> TryAsync(PrivilegeRule rule, string credential, Agent before, Attempt attempt)
    {
        var body = attempt.Body?.Replace("{unique}", Guid.CreateVersion7().ToString("N"), StringComparison.Ordinal);
        var response = await service.CallAsync(attempt.Method, $"/v1.0/agents/{before.Id}{attempt.Part}", credential, body);

        var after = (await FindAsync(agent => agent.Id == before.Id))!;
        var isRenaming = await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>()
            .AnyAsync(link => link.SubjectId == before.Id && link.Purpose == LinkPurpose.Username && link.TmDone == null));
        var isRight = attempt.IsAllowed
            ? response.Status == 200 && isRenaming == attempt.IsRename && IsDone(attempt, before, after) && !(attempt.GivesPower && (rule.IsWeakerThan(before.Permission) || rule.IsWeakerThan(after.Permission)))
            : response.Status is 400 or 403 && !isRenaming && Facts(before) == Facts(after);
        var what = $"{rule.Kind} {rule.Bits} on {before.Permission}: {attempt.Method} {attempt.Part} {attempt.Body}, allowed {attempt.IsAllowed}";
        string[] faults = isRight ? [] : [$"{what}: {response.Status} {response.Reason}, then {Facts(after)}"];
        return (isRenaming && !await TakeByLinkAsync(rule, before, body!) ? [.. faults, $"{what}: the link gave more, or nothing"] : faults, isRenaming || Facts(before) != Facts(after));
    }

    /// <summary>Uses the link that was mailed to the address that was asked for, and logs in as somebody who forgot his password: whether that made the caller the agent, who is no stronger.</summary>
    private async Task<bool> TakeByLinkAsync(PrivilegeRule rule, Agent before, string body)
    {
        var username = System.Text.Json.JsonDocument.Parse(body).RootElement.Text("username");
        var confirmed = await service.CallAsync("POST", "/auth/email-verify", body: JsonText.Write(new { token = TokenIn((await service.MailsToAsync(username))[^1]) }));
        await service.ForgetAsync(username);
        var reset = await service.ResetAsync(TokenIn((await service.MailsToAsync(username))[^1]), Wanted);
        var login = await service.LoginAsync(username, Wanted);
        return (confirmed.Status, reset.Status, login.Status) == (200, 200, 200) && !rule.IsWeakerThan(before.Permission);
    }

    private static string TokenIn(ReceivedMail mail) => mail.Part("text/plain").Split("?token=")[1][..64];

    /// <summary>Whether exactly that was changed which was to be.</summary>
    private static bool IsDone(Attempt attempt, Agent before, Agent after) =>
        (after.Username, after.CustomerId) == (before.Username, before.CustomerId)
        && after.Name != before.Name == (attempt is { Method: "PUT", Part: "", IsRename: false })
        && after.TmDelete is not null == (attempt.Method == "DELETE")
        && (int)after.Permission == (attempt.Granted ?? (int)before.Permission)
        && after.PasswordHash != before.PasswordHash == (attempt.Part == "/password")
        && after.Generation > before.Generation == (attempt.Part == "/password" || attempt.Method == "DELETE");

    private static string Facts(Agent agent) =>
        $"{agent.CustomerId} {agent.Username} {agent.UsernameKey} {agent.Name} {agent.Permission} {agent.PasswordHash} {agent.Generation} {agent.TmDelete:O}";

    /// <summary>Prints every fault whole: a collection would be cut.</summary>
    private static void AssertNone(List<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    private Task<Agent?> FindAsync(System.Linq.Expressions.Expression<Func<Agent, bool>> condition) =>
        service.Seed.InDatabaseAsync(database => database.Set<Agent>().AsNoTracking().SingleOrDefaultAsync(condition));

    /// <summary>One request about an agent.</summary>
    private sealed record Attempt(string Method, string Part, string? Body, bool IsAllowed)
    {
        public int? Granted { get; init; }

        /// <summary>Whether it is about the present password, so that there must be one.</summary>
        public bool NeedsPassword { get; init; }

        /// <summary>Whether it asks for another username: nothing changes but that a link is mailed to it.</summary>
        public bool IsRename { get; init; }

        /// <summary>Whether it lets somebody act as the agent, or lets the agent do more. Another name for people does not.</summary>
        public bool GivesPower => Part != "" || IsRename;
    }

    public sealed class OnSqlite(SqliteService service) : TakeoverTests(service), IClassFixture<SqliteService>;

    public sealed class OnPostgres(PostgresService service) : TakeoverTests(service), IClassFixture<PostgresService>;
}
