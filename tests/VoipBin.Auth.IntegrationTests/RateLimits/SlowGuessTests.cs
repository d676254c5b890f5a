using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Introspection;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

/// <summary>Guesses whose answers come late, since the table is locked meanwhile: neither many at once nor hanging up gets round the limits.</summary>
[Collection(LimitedPostgresTests.Name)]
public sealed class SlowGuessTests(LimitedPostgresService service)
{
    /// <summary>What is under way is as many as may fail: the answers would come too late to stop the rest.</summary>
    [Fact]
    public async Task Introspect_ManyAtOnce_AreNoMoreThanMayFail()
    {
        var tenant = await ReadyTenantAsync();

        var asked = await WhileTheKeysAreLockedAsync(async _ =>
        {
            var asked = Enumerable.Range(0, 4 * SmallLimits.FailedIntrospections).Select(_ => service.IntrospectAsync(tenant.Accesskey, Guess())).ToArray();
            await Eventually.IsTrueAsync(() => asked.Count(task => task.IsCompleted) >= 3 * SmallLimits.FailedIntrospections, "the others are refused at once");
            return asked;
        });

        var answers = await Task.WhenAll(asked);
        Assert.Equal(3 * SmallLimits.FailedIntrospections, answers.Count(answer => answer.Status == 429));
        Assert.All(answers.Where(answer => answer.Status != 429), answer => Assert.Equal((200, IntrospectionCalls.Inactive), (answer.Status, answer.Body)));
    }

    /// <summary>Whoever does not wait for the answer has asked nevertheless.</summary>
    [Fact]
    public async Task Introspect_ManyThatAreAbandoned_CountToo()
    {
        var tenant = await ReadyTenantAsync();

        await AbandonAsync(SmallLimits.FailedIntrospections, () => new(HttpMethod.Post, IntrospectionCalls.Route)
        {
            Headers = { Authorization = new("Bearer", tenant.Accesskey) },
            Content = new FormUrlEncodedContent([KeyValuePair.Create("token", Guess())]),
        });

        var (_, unseen) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        Refusal.Is(await service.IntrospectAsync(tenant.Accesskey, unseen), 429, "RATE_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task Credentials_ManyThatAreAbandoned_CountToo()
    {
        var (tenant, address) = (await ReadyTenantAsync(), ClientAddress.Next());

        await AbandonAsync(SmallLimits.FailedCredentials + SmallLimits.Surplus, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Guess()) } };
            request.Headers.Add("X-Forwarded-For", address);
            return request;
        });

        var (_, unseen) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", unseen, body: null, ClientAddress.Header(address)), 429, "RATE_LIMIT_EXCEEDED");
    }

    private static string Guess() => $"vb_guess{Guid.CreateVersion7():N}";

    /// <summary>Its accesskey is known by then, and needs no table.</summary>
    private async Task<Tenant> ReadyTenantAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey, body: null, ClientAddress.Header(ClientAddress.Next()))).Status);
        return tenant;
    }

    /// <summary>Sends so many, and hangs up when the database has been asked about each.</summary>
    private async Task AbandonAsync(int count, Func<HttpRequestMessage> make)
    {
        using var client = service.CreateClient();
        using var connection = new CancellationTokenSource();
        await WhileTheKeysAreLockedAsync(async waiting =>
        {
            var asked = Enumerable.Range(0, count).Select(_ => client.SendAsync(make(), connection.Token)).ToArray();
            await Eventually.IsTrueAsync(async () => await waiting() == count, "each is a question to the database");
            await connection.CancelAsync();
            foreach (var task in asked)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            }

            return count;
        });
        await Eventually.IsTrueAsync(async () => await CountWaitingAsync() == 0, "the database has answered");
        await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    /// <param name="work">Told how to find how many questions wait.</param>
    private Task<T> WhileTheKeysAreLockedAsync<T>(Func<Func<Task<int>>, Task<T>> work) => service.Seed.InDatabaseAsync(async database =>
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.Database.ExecuteSqlAsync($"LOCK TABLE accesskeys IN ACCESS EXCLUSIVE MODE");
        return await work(CountWaitingAsync);
    });

    private Task<int> CountWaitingAsync() => service.Seed.InDatabaseAsync(database => database.Database
        .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync());
}
