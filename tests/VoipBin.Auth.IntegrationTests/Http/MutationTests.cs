using System.Globalization;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Whatever a client sends: no fault of ours, no credential told, and nothing changed unless the answer says so.</summary>
public abstract class MutationTests(AuthService service, ITestOutputHelper output)
{
    private const int Requests = 3000;
    private const int PerBatch = 50;

    /// <summary>Another one is run with the environment variable; the one that failed stands in the failure.</summary>
    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("VOIPBIN_TEST_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    private readonly SeededRandom random = new(Seed);
    private int sent;
    private int answered;
    private readonly SortedDictionary<string, int> answers = new(StringComparer.Ordinal);

    [Fact]
    public async Task Requests_MutatedAtRandom_NeverBreakAnything()
    {
        while (sent < Requests)
        {
            await RunBatchAsync();
        }

        output.WriteLine($"Seed {Seed}: {sent} requests, {answered} of them still valid: {string.Join(", ", answers)}.");
        Assert.InRange(answered, Requests / 20, Requests / 2);
    }

    /// <summary>Requests of one customer, until its credential has ended or there were enough; then looks at the whole database.</summary>
    private async Task RunBatchAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (id, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        var before = await service.Seed.SnapshotAsync();
        var (changed, hasEnded) = (new HashSet<string>(), false);
        service.Log.Clear();
        var history = new List<string>();
        for (var i = 0; i < PerBatch && !hasEnded; i++, sent++)
        {
            var request = Begin(tenant, id.Id, text);
            for (var mutations = random.Next(3); mutations >= 0; mutations--)
            {
                request.Mutate(random);
            }

            history.Add(request.ToString());
            var response = await request.SendAsync(service.CreateRawClient());

            AssertHarmless(request, response, tenant, text);
            var answer = $"{response.Status} {response.Reason}";
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
            if (response.Status == 200)
            {
                answered++;
                hasEnded = Note(changed, request, response, tenant);
            }
        }

        AssertLogIsClean(tenant, text, history);
        var after = await service.Seed.SnapshotAsync();
        var unexpected = after.Split('\n').Except(before.Split('\n')).Concat(before.Split('\n').Except(after.Split('\n'))).Where(row => !changed.Contains(row.Split(' ')[0])).ToArray();
        Assert.True(unexpected.Length == 0, $"Seed {Seed}, until request {sent}: changed without saying so: {string.Join('\n', unexpected)}\n{string.Join('\n', history)}");
    }

    private MutatedRequest Begin(Tenant tenant, Guid id, string accesskey)
    {
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
            < 56 => new("OPTIONS", Route, ["Origin: https://app.example.net", "Access-Control-Request-Method: POST"], null),
            _ => new("GET", $"/health/ready?token={tenant.Token}", [], null),
        };
    }

    private void AssertHarmless(MutatedRequest request, RawResponse response, Tenant tenant, string accesskey)
    {
        var what = $"Seed {Seed}, request {sent}: {request} → {response.Status}";
        Assert.True(response.Status is >= 200 and < 500, what);
        // What the web server refuses before it is a request has no id, and no body.
        Assert.True(response.Status < 400 || response.Reason.Length > 0 || request.Method is "HEAD" || (response.Body.Length == 0 && !response.Headers.Contains("X-Request-Id")), what);
        Assert.All(Secrets(tenant, accesskey), secret => Assert.False(response.Text.Contains(secret, StringComparison.Ordinal), $"{what} tells a credential."));
    }

    private void AssertLogIsClean(Tenant tenant, string accesskey, List<string> history)
    {
        // A mutation may move a credential to where none belongs, such as the path; what is logged by default must not tell it even then.
        var lines = service.Log.Lines.Where(line => line.Level >= LogLevel.Information && (line.Level >= LogLevel.Error || Secrets(tenant, accesskey).Any(line.Text.Contains))).ToArray();
        Assert.True(lines.Length == 0, $"Seed {Seed}, until request {sent}: {string.Join('\n', lines)}\n{string.Join('\n', history)}");
    }

    /// <summary>Parts that stay whole when a mutation changes another place.</summary>
    private static string[] Secrets(Tenant tenant, string accesskey) => [tenant.Token.Split('.')[2][..24], tenant.Accesskey[3..20], accesskey[3..20], AuthService.Password];

    /// <summary>Remembers which rows the answer says to have changed; whether a credential of the batch ended with it.</summary>
    private static bool Note(HashSet<string> changed, MutatedRequest request, RawResponse response, Tenant tenant)
    {
        if (request.Method is not ("POST" or "PUT" or "DELETE"))
        {
            return false;
        }

        if (response.Json.TryGetProperty("id", out var id))
        {
            changed.Add(id.GetString()!);
        }
        else if (response.Body == "{}")
        {
            changed.UnionWith([tenant.Admin.Id.ToString(), (string)JwtForge.PayloadOf(tenant.Token)["jti"]!]);
        }

        return request.Method == "DELETE" || response.Body == "{}";
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service, ITestOutputHelper output) : MutationTests(service, output);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service, ITestOutputHelper output) : MutationTests(service, output);
}
