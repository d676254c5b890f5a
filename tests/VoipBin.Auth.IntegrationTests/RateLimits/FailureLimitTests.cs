using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

public abstract class FailureLimitTests(AuthService service)
{
    private const string Password = "a good password";

    /// <summary>Decided before anybody is asked: what was good lately goes on, what nobody has seen yet waits.</summary>
    [Fact]
    public async Task Credentials_ManyThatNobodyHas_SlowGuessingAndNoGoodCaller()
    {
        var (tenant, address) = (await service.Seed.AddTenantAsync(), ClientAddress.Next());
        Assert.Equal(200, (await AskAsync(address, tenant.Accesskey)).Status);
        Assert.Equal(200, (await AskAsync(address, tenant.Token)).Status);

        var statuses = await GuessAsync(address);

        Assert.All(statuses.Take(SmallLimits.FailedCredentials), status => Assert.Equal(401, status));
        Assert.Contains(429, statuses);
        Assert.Equal(200, (await AskAsync(address, tenant.Accesskey)).Status);
        Assert.Equal(200, (await AskAsync(address, tenant.Token)).Status);

        var (_, unseen) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        var limited = await UntilLimitedAsync(address, () => AskAsync(address, unseen));
        Assert.Equal("failed_credentials", Refusal.Is(limited, 429, "RATE_LIMIT_EXCEEDED")[0].Text("limit"));
        Assert.Equal(200, (await AskAsync(ClientAddress.Next(), unseen)).Status);
        Assert.Equal(200, (await AskAsync(address, unseen)).Status);

        Assert.Equal(200, (await AskAsync(ClientAddress.Next(), tenant.Accesskey)).Status);
        Assert.Equal(200, (await AskAsync(ClientAddress.Next(), tenant.Token)).Status);

        // What is remembered is too old to count by now: that it is no guess is known nevertheless.
        service.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains(429, await GuessAsync(address));
        Assert.Equal(200, (await AskAsync(address, tenant.Accesskey)).Status);
        Assert.Equal(200, (await AskAsync(address, tenant.Token)).Status);
    }

    /// <summary>A key that was revoked is no guess: a forgotten program with it does not stop the others of its network.</summary>
    [Fact]
    public async Task Credentials_ThatWereRealOnce_DoNotCount()
    {
        var (tenant, address) = (await service.Seed.AddTenantAsync(), ClientAddress.Next());
        await service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token, body: null, ClientAddress.Header(ClientAddress.Next()));

        for (var number = 0; number < 2 * SmallLimits.FailedCredentials; number++)
        {
            Assert.Equal(401, (await AskAsync(address, tenant.Accesskey)).Status);
        }

        Assert.Equal(200, (await AskAsync(address, tenant.Token)).Status);
    }

    /// <summary>A proxy is told the same, so that it does not send people away from whom nobody looked at the credential.</summary>
    [Fact]
    public async Task Credentials_ManyBadOnesThroughAProxy_AreLimitedThere()
    {
        var address = ClientAddress.Next();

        var statuses = new List<int>();
        for (var number = 0; number < 3 * SmallLimits.FailedCredentials; number++)
        {
            statuses.Add((await service.CallAsync("GET", "/authz/auth-request", $"vb_{number}", body: null,
                ClientAddress.Header(address), "X-Original-Method: GET", "X-Original-URI: /v1.0/calls", "X-Original-Host: api.example.net")).Status);
        }

        Assert.All(statuses.Take(SmallLimits.FailedCredentials), status => Assert.Equal(401, status));
        Assert.Contains(429, statuses);
    }

    /// <summary>The browser keeps its cookie: it may be good.</summary>
    [Fact]
    public async Task ConsoleSession_NotLookedAt_IsNotEnded()
    {
        var (tenant, address) = (await service.Seed.AddTenantAsync(), ClientAddress.Next());

        var page = await UntilLimitedAsync(address, () => service.CallAsync(
            "GET", "/console/accesskeys", bearer: null, body: null, ClientAddress.Header(address), $"Cookie: __Host-voipbin_console={tenant.Token}"));

        Assert.Equal(429, page.Status);
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logins_ManyFailed_AreRefusedBeforeTheNameIsLookedUp()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Password);
        var address = ClientAddress.Next();

        RawResponse limited;
        TimeSpan taken;
        var tries = 0;
        do
        {
            Assert.InRange(++tries, 1, 50);
            var watch = Stopwatch.StartNew();
            limited = await service.LoginAsync(agent.Username, "another password", ClientAddress.Header(address));
            taken = watch.Elapsed;
        }
        while (limited.Status == 401);

        Assert.InRange(tries, SmallLimits.FailedLogins, 50);
        Assert.Equal("failed_logins", Refusal.Is(limited, 429, "RATE_LIMIT_EXCEEDED")[0].Text("limit"));
        Assert.False(await service.Seed.IsAuditedAsync(limited));
        Assert.InRange(taken, TimeSpan.Zero, service.Services.GetRequiredService<PasswordHasher>().Floor);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Password, ClientAddress.Header(ClientAddress.Next()))).Status);
    }

    /// <summary>Who asks, and does not wait for the answer, counts as well: from the place in the queue on he takes it from others.</summary>
    [Fact]
    public async Task Logins_OfAClientThatHangsUp_Count()
    {
        var address = IPAddress.Parse(ClientAddress.Next());
        var failures = service.Services.GetRequiredService<FailureLimits>().Logins;
        var slots = service.Services.GetRequiredService<HashSlots>();
        var tries = 0;
        while (!failures.Refuses(address))
        {
            Assert.InRange(++tries, 1, 50);
            await using var scope = service.Services.CreateAsyncScope();
            using var busy = new BusySlots(slots);
            using var connection = new CancellationTokenSource();
            var attempt = new SignInAttempt("nobody@example.net", Password, new("request", address), Device: null);
            var asked = scope.ServiceProvider.GetRequiredService<PasswordSignIn>().ExecuteAsync(attempt, connection.Token);
            await Eventually.IsTrueAsync(() => slots.Waiting == 1, "the login waits");
            await connection.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        Assert.InRange(tries, SmallLimits.FailedLogins, 50);
    }

    /// <summary>Somebody who mistypes in his own browser does not stop the others of his office.</summary>
    [Fact]
    public async Task Logins_FailedInAKnownBrowser_DoNotCount()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Password);
        var address = ClientAddress.Next();
        var device = (await service.LoginAsync(agent.Username, Password, ClientAddress.Header(ClientAddress.Next()))).SetCookie("__Host-voipbin_device").Split(';')[0];

        for (var number = 0; number < SmallLimits.FailedLogins + 1; number++)
        {
            Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, "another password", ClientAddress.Header(address), $"Cookie: {device}"));
        }

        Assert.Equal(200, (await service.LoginAsync(agent.Username, Password, ClientAddress.Header(address))).Status);
    }

    /// <summary>One address cannot fill the queue: while one of its logins waits, another one is told to come again; other addresses wait.</summary>
    [Fact]
    public async Task Logins_OneWaitsAlready_AnotherOfTheAddressIsToBeTriedAgain()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Password);
        var slots = service.Services.GetRequiredService<HashSlots>();
        var (one, other) = (ClientAddress.Next(), ClientAddress.Next());
        Task<RawResponse> first, elsewhere;

        using (var busy = new BusySlots(slots))
        {
            first = service.LoginAsync(agent.Username, Password, ClientAddress.Header(one));
            await Eventually.IsTrueAsync(() => slots.Waiting == 1, "the first login waits");
            Refusal.Is(await service.LoginAsync(agent.Username, Password, ClientAddress.Header(one)), 503, "SERVICE_UNAVAILABLE");
            elsewhere = service.LoginAsync(agent.Username, Password, ClientAddress.Header(other));
            await Eventually.IsTrueAsync(() => slots.Waiting == 2, "the login from elsewhere waits");
        }

        Assert.Equal((200, 200), ((await first).Status, (await elsewhere).Status));
        Assert.Equal(0, slots.Waiting);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Password, ClientAddress.Header(one))).Status);
    }

    private Task<RawResponse> AskAsync(string address, string bearer) => service.CallAsync("GET", "/v1.0/me", bearer, body: null, ClientAddress.Header(address));

    /// <summary>What is answered while too many bad credentials come from the address: one may come back at any moment, and somebody takes it.</summary>
    private async Task<RawResponse> UntilLimitedAsync(string address, Func<Task<RawResponse>> ask)
    {
        for (var round = 0; round < 20; round++)
        {
            await GuessAsync(address);
            service.Services.GetRequiredService<CacheInvalidation>().ForgetAll();
            if (await ask() is { Status: 429 } limited)
            {
                return limited;
            }
        }

        throw new InvalidOperationException("Nothing was limited.");
    }

    /// <summary>Guesses where no other limit counts.</summary>
    private async Task<List<int>> GuessAsync(string address)
    {
        var statuses = new List<int>();
        for (var number = 0; number < 3 * SmallLimits.FailedCredentials; number++)
        {
            statuses.Add((await service.CallAsync("POST", "/auth/introspect", $"vb_guess{number}", body: null, ClientAddress.Header(address))).Status);
        }

        return statuses;
    }

    /// <summary>Every slot taken, until it is disposed.</summary>
    private sealed class BusySlots : IDisposable
    {
        private readonly List<HashSlots.Place> places = [];

        public BusySlots(HashSlots slots)
        {
            for (var number = 0; number < Math.Max(1, Environment.ProcessorCount / 2); number++)
            {
                var place = slots.TryQueue()!;
                Assert.True(place.EnterAsync(CancellationToken.None).IsCompletedSuccessfully);
                places.Add(place);
            }
        }

        public void Dispose() => places.ForEach(place => place.Dispose());
    }

    [Collection(LimitedSqliteTests.Name)]
    public sealed class OnSqlite(LimitedSqliteService service) : FailureLimitTests(service);

    [Collection(LimitedPostgresTests.Name)]
    public sealed class OnPostgres(LimitedPostgresService service) : FailureLimitTests(service);
}
