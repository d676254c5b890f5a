using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What the service remembers, as a test sees it.</summary>
internal static class Memory
{
    /// <summary>A route that there is not: 404 for whom is known, so that nothing but the credential is asked for.</summary>
    public const string Nowhere = ServiceProcess.Nowhere;

    /// <summary>404 when the credential is good, 401 when it is not, 403 when its customer is frozen.</summary>
    public static async Task<int> VerifyAsync(this AuthService service, string credential) => (await service.CallAsync("GET", Nowhere, credential)).Status;

    /// <summary>Waits until the service has heard of everything that was committed before.</summary>
    public static Task HeardAsync(this AuthService service)
    {
        var (trust, time) = (service.Services.GetRequiredService<CacheTrust>(), service.Services.GetRequiredService<TimeProvider>());
        var now = time.GetTimestamp();
        return Eventually.IsTrueAsync(() => trust.Age is { } age && age <= time.GetElapsedTime(now), "the service has heard everything");
    }

    /// <summary>
    /// Measures until nothing was forgotten meanwhile: on SQLite any write empties the memory, background work's too. Before, everything is forgotten
    /// and heard of.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="prepare">Makes what is measured, each time anew.</param>
    /// <param name="measure">Writes nothing.</param>
    public static async Task<TMeasured> UndisturbedAsync<TPrepared, TMeasured>(this AuthService service, Func<Task<TPrepared>> prepare, Func<TPrepared, Task<TMeasured>> measure)
    {
        const int Tries = 20;
        var clock = service.Services.GetRequiredService<InvalidationClock>();
        for (var count = 0; count < Tries; count++)
        {
            var prepared = await prepare();
            service.Services.GetRequiredService<CacheInvalidation>().ForgetAll();
            await service.HeardAsync();
            var before = clock.Now;
            var measured = await measure(prepared);
            if (clock.Now == before)
            {
                return measured;
            }
        }

        throw new TimeoutException($"Disturbed {Tries} times.");
    }

    public static Task<TMeasured> UndisturbedAsync<TMeasured>(this AuthService service, Func<Task<TMeasured>> measure) =>
        service.UndisturbedAsync(() => Task.FromResult(0), _ => measure());

    /// <summary>Uses a tenant's credentials until the next requests will be answered from memory.</summary>
    public static Task RememberAsync(this AuthService service, Tenant tenant, params string[] others) => Eventually.IsTrueAsync(
        async () =>
        {
            string[] credentials = [tenant.Token, tenant.Accesskey, .. others];
            var statuses = await Task.WhenAll(credentials.Select(service.VerifyAsync));
            Assert.All(statuses, status => Assert.Equal(404, status));
            return service.Services.GetRequiredService<FactCache<CredentialHash, AccesskeyFacts>>().Find(CredentialHash.Of(tenant.Accesskey)) is not null
                && service.Services.GetRequiredService<FactCache<Guid, AgentFacts>>().Find(tenant.Admin.Id) is not null;
        },
        "the credentials are remembered");
}
