using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

public abstract class AddressLimitTests(AuthService service)
{
    private const string Body = """{"username":"nobody@example.net"}""";

    /// <summary>Neither a row nor an audit event, and no word about the name.</summary>
    [Fact]
    public async Task Anonymous_MoreThanTheBurst_AreRefusedAndCostNothing()
    {
        // What tests before have left to be written may be written meanwhile, once.
        var (answers, before, after) = await FloodAsync();
        if (before != after)
        {
            (answers, before, after) = await FloodAsync();
        }

        Assert.Equal(before, after);
        Assert.All(answers.Take(SmallLimits.Anonymous), answer => Assert.Equal(400, answer.Status));
        var refused = answers.Where(answer => answer.Status == 429).ToArray();
        Assert.InRange(refused.Length, (2 * SmallLimits.Anonymous) - SmallLimits.Surplus, 2 * SmallLimits.Anonymous);
        Assert.All(refused, answer =>
        {
            Assert.Equal("anonymous", Refusal.Is(answer, 429, "RATE_LIMIT_EXCEEDED")[0].Text("limit"));
            Assert.Equal("1", answer.Header("Retry-After"));
            Assert.Equal("\"anonymous\";q=5;w=5", answer.Header("RateLimit-Policy"));
            Assert.Matches("^\"anonymous\";r=[01];t=[45]$", answer.Header("RateLimit"));
        });

        async Task<(RawResponse[] Answers, string Before, string After)> FloodAsync()
        {
            var untouched = await service.DumpAsync();
            var answered = await AskAsync("POST", "/auth/password-forgot", ClientAddress.Next(), 3 * SmallLimits.Anonymous, body: "{}");
            return (answered, untouched, await service.DumpAsync());
        }
    }

    [Fact]
    public async Task Anonymous_FirstRequest_TellsWhatIsLeft()
    {
        var answers = await AskAsync("POST", "/auth/password-forgot", ClientAddress.Next(), 2, body: "{}");

        Assert.All(answers, answer => Assert.Matches("^\"anonymous\";r=[345];t=[012]$", answer.Header("RateLimit")));
        Assert.Equal("\"anonymous\";q=5;w=5", answers[0].Header("RateLimit-Policy"));
    }

    [Theory]
    [InlineData("2001:db8:1:{0}::1", "2001:db8:1:{0}:9::9", true)]
    [InlineData("2001:db8:2:{0}::1", "2001:db8:3:{0}::1", false)]
    public async Task Anonymous_AddressesOfOneNetwork_ShareTheLimit(string one, string other, bool isShared)
    {
        // A process's buckets are drawn anew at each start: of several tries one is no chance.
        var shared = 0;
        for (var number = 10; number < 13; number++)
        {
            await AskAsync("POST", "/auth/password-forgot", one.Replace("{0}", $"{number}", StringComparison.Ordinal), 2 * SmallLimits.Anonymous, body: "{}");
            var answer = await AskAsync("POST", "/auth/password-forgot", other.Replace("{0}", $"{number}", StringComparison.Ordinal), 1, body: "{}");
            shared += answer[0].Status == 429 ? 1 : 0;
        }

        Assert.InRange(shared, isShared ? 2 : 0, isShared ? 3 : 1);
    }

    [Fact]
    public async Task Api_MoreThanTheBurst_AreRefusedBeforeTheCredentialIsLookedAt()
    {
        var (tenant, address) = (await service.Seed.AddTenantAsync(), ClientAddress.Next());

        var answers = await AskAsync("GET", "/v1.0/me", address, 2 * SmallLimits.Api, tenant.Accesskey);
        var bad = await AskAsync("GET", "/v1.0/me", address, 1, "vb_nobodys");
        var elsewhere = await AskAsync("GET", "/v1.0/me", ClientAddress.Next(), 1, tenant.Accesskey);

        Assert.All(answers.Take(SmallLimits.Api), answer => Assert.Equal(200, answer.Status));
        Assert.InRange(answers.Count(answer => answer.Status == 429), SmallLimits.Api - SmallLimits.Surplus, SmallLimits.Api);
        Assert.Contains(bad[0].Status, (int[])[429, 401]);
        Assert.Equal(["\"api\";q=12;w=12", "\"customer\";q=20;w=20"], answers[0].Headers["RateLimit-Policy"]);
        Assert.Matches("^\"api\";r=1[12];t=[01], \"customer\";r=(19|20);t=[01]$", string.Join(", ", answers[0].Headers["RateLimit"]));
        Assert.Equal(200, elsewhere[0].Status);
    }

    [Fact]
    public async Task Customer_FromManyAddresses_IsLimitedAsAWhole()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());

        var answers = new List<RawResponse>();
        for (var number = 0; number < 2 * SmallLimits.Customer; number++)
        {
            answers.AddRange(await AskAsync("GET", "/v1.0/me", ClientAddress.Next(), 1, number % 2 == 0 ? tenant.Accesskey : tenant.Token));
        }

        Assert.InRange(answers.Count(answer => answer.Status == 200), SmallLimits.Customer, SmallLimits.Customer + SmallLimits.Surplus);
        Assert.Equal("customer", Refusal.Is(answers[^1], 429, "RATE_LIMIT_EXCEEDED")[0].Text("limit"));
        Assert.Equal(200, (await AskAsync("GET", "/v1.0/me", ClientAddress.Next(), 1, other.Token))[0].Status);
    }

    /// <summary>Where somebody may not, where nobody is known, and where nothing is read.</summary>
    [Fact]
    public async Task Refusals_ForOtherReasons_TellWhatIsLeft()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var forbidden = await AskAsync("POST", "/v1.0/customers", ClientAddress.Next(), 1, tenant.Accesskey, body: "{}");
        var unknown = await AskAsync("GET", "/v1.0/me", ClientAddress.Next(), 1);
        var tooLarge = await AskAsync("POST", "/auth/login", ClientAddress.Next(), 1, body: new string('x', 2_000_000));

        Assert.Equal((403, 401, 413), (forbidden[0].Status, unknown[0].Status, tooLarge[0].Status));
        Assert.Equal(["\"api\";q=12;w=12", "\"customer\";q=20;w=20"], forbidden[0].Headers["RateLimit-Policy"]);
        Assert.StartsWith("\"api\";r=", unknown[0].Header("RateLimit"), StringComparison.Ordinal);
        Assert.StartsWith("\"anonymous\";r=", tooLarge[0].Header("RateLimit"), StringComparison.Ordinal);
    }

    /// <summary>What the framework answers by itself, what orchestrators ask, and what other services of the platform ask about.</summary>
    [Theory]
    [InlineData("GET", "/ping", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/assets/nothing.css", 404)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/auth/login", 405)]
    [InlineData("OPTIONS", "/auth/login", 204)]
    [InlineData("GET", "/.well-known/jwks.json", 200)]
    [InlineData("GET", "/authz/forward-auth", 400, 401, 403)]
    [InlineData("POST", "/auth/introspect", 401)]
    public async Task Unlimited_MoreThanAnyBurst_AreAnswered(string method, string target, params int[] statuses)
    {
        var answers = await AskAsync(method, target, ClientAddress.Next(), 30);

        Assert.All(answers, answer => Assert.Contains(answer.Status, statuses));
        Assert.All(answers, answer => Assert.False(answer.Headers.Contains("RateLimit")));
    }

    [Fact]
    public async Task Refusals_Many_AreLoggedOnceAMinuteAndWithTheAddress()
    {
        var address = ClientAddress.Next();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = Lines(address);

        await AskAsync("POST", "/auth/password-forgot", address, 4 * SmallLimits.Anonymous, body: Body);

        Assert.Equal(before + 1, Lines(address));
    }

    private int Lines(string address) => service.Log.LinesWith($"A request was refused by the rate limit anonymous, from {address}").Count();

    private async Task<RawResponse[]> AskAsync(string method, string target, string address, int times, string? bearer = null, string? body = null)
    {
        var answers = new RawResponse[times];
        for (var number = 0; number < times; number++)
        {
            answers[number] = await service.CallAsync(method, target, bearer, body, ClientAddress.Header(address));
        }

        return answers;
    }

    [Collection(LimitedSqliteTests.Name)]
    public sealed class OnSqlite(LimitedSqliteService service) : AddressLimitTests(service);

    [Collection(LimitedPostgresTests.Name)]
    public sealed class OnPostgres(LimitedPostgresService service) : AddressLimitTests(service);
}
