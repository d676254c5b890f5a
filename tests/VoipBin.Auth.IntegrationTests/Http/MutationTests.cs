using System.Globalization;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Whatever a client sends: no fault of ours, no credential told, and nothing changed unless the answer says so.</summary>
public abstract class MutationTests(AuthService service, ITestOutputHelper output)
{
    private const int Requests = 2000;
    private const int PerBatch = 100;

    /// <summary>Another one is run with the environment variable; the one that failed stands in the failure.</summary>
    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("VOIPBIN_TEST_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    private readonly SeededRandom random = new(Seed);
    private readonly SortedDictionary<string, int> answers = new(StringComparer.Ordinal);
    private readonly List<Victim> victims = [];
    private readonly List<string> history = [];
    private readonly HashSet<string> changed = [];
    private int sent;
    private int answered;

    [Fact]
    public async Task Requests_MutatedAtRandom_NeverBreakAnything()
    {
        var snapshot = await service.Seed.SnapshotAsync();
        while (sent < Requests)
        {
            snapshot = await RunBatchAsync(snapshot);
        }

        output.WriteLine($"Seed {Seed}: {sent} requests, {answered} of them still valid: {string.Join(", ", answers)}.");
        Assert.InRange(answered, Requests / 20, Requests / 2);
    }

    /// <summary>Some requests; then looks at the whole database.</summary>
    private async Task<string> RunBatchAsync(string before)
    {
        service.Log.Clear();
        changed.Clear();
        history.Clear();
        var expected = before.Split('\n').ToHashSet();
        for (var (i, victim) = (0, await AddVictimAsync(expected)); i < PerBatch; i++, sent++)
        {
            var request = Begin(victim);
            for (var mutations = random.Next(3); mutations >= 0; mutations--)
            {
                request.Mutate(random);
            }

            history.Add(request.ToString());
            var response = await request.SendAsync(service.CreateRawClient());

            AssertHarmless(request, response, victim);
            if (response.Status == 200 && HasEnded(request, response, victim))
            {
                victim = await AddVictimAsync(expected);
            }
        }

        AssertLogIsClean();
        var after = await service.Seed.SnapshotAsync();
        var unexpected = after.Split('\n').Except(expected).Concat(expected.Except(after.Split('\n'))).Where(row => !changed.Contains(row.Split(' ')[0])).ToArray();
        Assert.True(unexpected.Length == 0, $"Seed {Seed}, until request {sent}: changed without saying so: {string.Join('\n', unexpected)}\n{string.Join('\n', history)}");
        return after;
    }

    /// <summary>Somebody whose requests are mutated: credentials that are still good.</summary>
    private async Task<Victim> AddVictimAsync(HashSet<string> expected)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        expected.UnionWith((await service.Seed.SnapshotAsync(tenant.CustomerId)).Split('\n'));
        var victim = new Victim(tenant, accesskey.Id, text);
        victims.Add(victim);
        return victim;
    }

    private MutatedRequest Begin(Victim victim)
    {
        var (tenant, id, accesskey) = victim;
        const string Route = "/v1.0/accesskeys";
        return random.Next(60) switch
        {
            0 => new("POST", "/auth/login", [], JsonText.Write(new { username = AuthService.Username, password = AuthService.Password })),
            < 3 => new("POST", "/auth/logout", [$"Authorization: Bearer {tenant.Token}"], """{"all":false}"""),
            < 5 => new("DELETE", $"{Route}/{id}", [$"Authorization: Bearer {accesskey}"], null),
            < 20 => new("POST", $"{Route}?token={tenant.Token}", ["Content-Type: application/json"], """{"name":"CI","detail":"d","expire":86400}"""),
            < 35 => new("PUT", $"{Route}/{id}", [$"Cookie: theme=dark; token={tenant.Token}", "Sec-Fetch-Site: same-origin"], """{"name":"renamed","detail":""}"""),
            < 45 => new("GET", $"{Route}?accesskey={accesskey}&page_size=5&page_token=", ["Accept: */*"], null),
            < 52 => new("GET", $"{Route}/{id}?page_size=1", [$"Authorization: Bearer {accesskey}"], null),
            < 54 => new("POST", "/auth/introspect", [$"Authorization: Bearer {accesskey}", "Content-Type: application/x-www-form-urlencoded"], $"token={tenant.Token}&token_type_hint=access_token"),
            < 56 => new("OPTIONS", Route, ["Origin: https://app.example.net", "Access-Control-Request-Method: POST"], null),
            _ => new("GET", $"/health/ready?token={tenant.Token}", [], null),
        };
    }

    private void AssertHarmless(MutatedRequest request, RawResponse response, Victim victim)
    {
        var answer = $"{response.Status} {response.Reason}";
        answers[answer] = answers.GetValueOrDefault(answer) + 1;
        var what = $"Seed {Seed}, request {sent}: {request} → {answer}";
        Assert.True(response.Status is >= 200 and < 500, what);
        // What the web server refuses before it is a request has no id, and no body.
        Assert.True(response.Status < 400 || response.Reason.Length > 0 || request.Method is "HEAD" || (response.Body.Length == 0 && !response.Headers.Contains("X-Request-Id")), what);
        Assert.All(victim.Secrets, secret => Assert.False(response.Text.Contains(secret, StringComparison.Ordinal), $"{what} tells a credential."));
    }

    private void AssertLogIsClean()
    {
        // A mutation may move a credential to where none belongs, such as the path; what is logged by default must not tell it even then.
        var secrets = victims.SelectMany(victim => victim.Secrets).Distinct().ToArray();
        var lines = service.Log.Lines.Where(line => line.Level >= LogLevel.Error || (line.Level >= LogLevel.Information && secrets.Any(line.Text.Contains))).ToArray();
        Assert.True(lines.Length == 0, $"Seed {Seed}, until request {sent}: {string.Join('\n', lines)}\n{string.Join('\n', history)}");
        victims.Clear();
    }

    /// <summary>Whether an answer to a valid request means that a credential ended; remembers which rows it says to have changed.</summary>
    private bool HasEnded(MutatedRequest request, RawResponse response, Victim victim)
    {
        answered++;
        if (request.Method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS")
        {
            return false;
        }

        if (response.Json.TryGetProperty("id", out var id))
        {
            changed.Add(id.GetString()!);
        }
        else if (response.Body == "{}")
        {
            // A logout: of the token, or of everything the agent has.
            changed.UnionWith([(string)JwtForge.PayloadOf(victim.Tenant.Token)["jti"]!, victim.Tenant.Admin.Id.ToString()]);
        }

        return request.Method == "DELETE" || response.Body == "{}";
    }

    private sealed record Victim(Tenant Tenant, Guid AccesskeyId, string Accesskey)
    {
        /// <summary>Parts that stay whole when a mutation changes another place.</summary>
        public IEnumerable<string> Secrets => [Tenant.Token.Split('.')[2][..24], Tenant.Accesskey[3..20], Accesskey[3..20], AuthService.Password];
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service, ITestOutputHelper output) : MutationTests(service, output);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service, ITestOutputHelper output) : MutationTests(service, output);
}
