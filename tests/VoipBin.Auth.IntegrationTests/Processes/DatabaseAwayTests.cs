using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class DatabaseAwayTests(PublishedService published)
{
    [Fact]
    public async Task Start_DatabaseAway_LivesRefusesNobodyAndBecomesReadyWhenItComes()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        var database = new NpgsqlConnectionStringBuilder(place.Settings["ConnectionStrings:Postgres"]);
        using var forwarder = new PortForwarder(database.Host!, database.Port);
        (database.Host, database.Port) = ("127.0.0.1", forwarder.Port);
        place.Settings["ConnectionStrings:Postgres"] = database.ConnectionString;

        var service = place.Start();
        await service.ListeningAsync();

        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/ping"));
        await AssertUnavailableAsync(await service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative)));
        await AssertUnavailableAsync(await service.ListAccesskeysAsync("vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe"));
        await AssertUnavailableAsync(await service.ListAccesskeysAsync(SignToken(Convert.FromBase64String(place.Settings["Jwt:SigningKeys:0"]))));
        await AssertUnavailableAsync(await service.LoginAsync());

        forwarder.Open();
        await service.ReadyAsync();

        using var login = await service.LoginAsync();
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.Equal(1, await place.CountAsync("agents"));
        Assert.Contains("The database cannot be prepared; trying again", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
    }

    /// <summary>503 with Retry-After, and never 401: a client must not throw away a good credential.</summary>
    private static async Task AssertUnavailableAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("UNAVAILABLE", error.GetProperty("status").GetString());
            Assert.Equal("SERVICE_UNAVAILABLE", error.GetProperty("reason").GetString());
            Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), "It says when to come back.");
            Assert.Empty(response.Headers.WwwAuthenticate);
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }
    }

    /// <summary>A token as another replica would have signed it, for an agent that only the database knows.</summary>
    private static string SignToken(byte[] key)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var payload = JsonSerializer.Serialize(new
        {
            sub = Guid.CreateVersion7(),
            customer_id = Guid.CreateVersion7(),
            type = "agent",
            gen = 0,
            iss = "voipbin",
            iat = now,
            exp = now + 3600,
            jti = Guid.CreateVersion7(),
        });
        var text = $"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)))}";
    }
}
