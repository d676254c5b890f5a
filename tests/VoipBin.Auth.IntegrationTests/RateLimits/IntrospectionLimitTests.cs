using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Introspection;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

/// <summary>Who guesses at a service makes it ask about much that nobody has: that costs its customer's share of the database, and nobody else's.</summary>
public abstract class IntrospectionLimitTests(AuthService service)
{
    [Fact]
    public async Task Introspect_ManyThatNobodyHas_AreRefusedAndNothingThatIsKnown()
    {
        var (tenant, (_, operatorToken)) = (await service.Seed.AddTenantAsync(), await Delegation.AddOperatorAsync(service));
        Assert.True(await IsActiveAsync(tenant.Accesskey, tenant.Accesskey));
        Assert.True(await IsActiveAsync(tenant.Accesskey, tenant.Token));

        var answers = await GuessAsync(tenant.Accesskey);

        Assert.All(answers.Take(SmallLimits.FailedIntrospections), answer => Assert.Equal((200, IntrospectionCalls.Inactive), (answer.Status, answer.Body)));
        var refused = answers.First(answer => answer.Status != 200);
        Assert.Equal("failed_introspections", Refusal.Is(refused, 429, "RATE_LIMIT_EXCEEDED")[0].Text("limit"));
        Assert.Equal("1", refused.Header("Retry-After"));

        // Nobody looked at it: it may be good, and is told so to others at once, and to who asks again.
        var unseen = await UntilRefusedAsync(tenant);
        Assert.True(await IsActiveAsync(tenant.Accesskey, tenant.Accesskey));
        Assert.True(await IsActiveAsync(tenant.Accesskey, tenant.Token));
        Assert.True(await IsActiveAsync(operatorToken, unseen));
        Assert.True(await IsActiveAsync(tenant.Accesskey, unseen));
        var (_, another) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        await Eventually.IsTrueAsync(async () => (await service.IntrospectAsync(tenant.Accesskey, another)).Status == 200, "it is judged after a while");
    }

    /// <summary>A token says whom it stands for, and is signed: nobody makes up one that is looked up.</summary>
    [Fact]
    public async Task Introspect_TokensAfterManyThatNobodyHas_AreJudgedAsEver()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await UntilRefusedAsync(tenant);

        Assert.True(await IsActiveAsync(tenant.Accesskey, service.Seed.IssueToken(tenant.Admin)));
        for (var number = 0; number < 2 * SmallLimits.FailedIntrospections; number++)
        {
            Assert.Equal((200, IntrospectionCalls.Inactive), await AskAsync(tenant.Accesskey, $"eyJ.not.ours{number}"));
        }
    }

    /// <summary>What ended was somebody's: services are shown such credentials all day.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Introspect_ManyThatWereRealOnce_DoNotCount(bool expired)
    {
        var (asking, credential) = (await service.Seed.AddTenantAsync(), "");
        if (expired)
        {
            var payload = JwtForge.PayloadOf(asking.Token);
            payload["exp"] = service.Clock.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds();
            credential = JwtForge.WithKeyOf(service).Sign(payload);
        }
        else
        {
            (var revoked, credential) = await service.Seed.AddAccesskeyAsync(asking.CustomerId);
            Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/accesskeys/{revoked.Id}", asking.Token, body: null, ClientAddress.Header(ClientAddress.Next()))).Status);
        }

        for (var number = 0; number < 2 * SmallLimits.FailedIntrospections; number++)
        {
            Assert.Equal((200, IntrospectionCalls.Inactive), await AskAsync(asking.Accesskey, credential));
        }

        var (_, unseen) = await service.Seed.AddAccesskeyAsync(asking.CustomerId);
        Assert.True(await IsActiveAsync(asking.Accesskey, unseen));
    }

    /// <summary>Presenting the asker's own credential is no guess, and asking about bad ones does not make it one.</summary>
    [Fact]
    public async Task Introspect_ManyThatNobodyHas_DoNotSlowTheCustomersRequests()
    {
        var tenant = await service.Seed.AddTenantAsync();
        Assert.Contains(await GuessAsync(tenant.Accesskey), answer => answer.Status == 429);

        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Token, body: null, ClientAddress.Header(ClientAddress.Next()))).Status);
        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey, body: null, ClientAddress.Header(ClientAddress.Next()))).Status);
    }

    /// <summary>A good accesskey that was not judged: while one asks, the next question may come back.</summary>
    private async Task<string> UntilRefusedAsync(Tenant tenant)
    {
        for (var round = 0; round < 20; round++)
        {
            var (_, unseen) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
            await GuessAsync(tenant.Accesskey);
            if (await service.IntrospectAsync(tenant.Accesskey, unseen) is { Status: 429 })
            {
                return unseen;
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private async Task<List<RawResponse>> GuessAsync(string asking)
    {
        var answers = new List<RawResponse>();
        for (var number = 0; number < 3 * SmallLimits.FailedIntrospections; number++)
        {
            answers.Add(await service.IntrospectAsync(asking, $"vb_guess{Guid.CreateVersion7():N}"));
        }

        return answers;
    }

    private async Task<bool> IsActiveAsync(string asking, string credential)
    {
        var answer = await service.IntrospectAsync(asking, credential);
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("active").GetBoolean();
    }

    private async Task<(int Status, string Body)> AskAsync(string asking, string credential)
    {
        var answer = await service.IntrospectAsync(asking, credential);
        return (answer.Status, answer.Body);
    }

    [Collection(LimitedSqliteTests.Name)]
    public sealed class OnSqlite(LimitedSqliteService service) : IntrospectionLimitTests(service);

    [Collection(LimitedPostgresTests.Name)]
    public sealed class OnPostgres(LimitedPostgresService service) : IntrospectionLimitTests(service);
}
