using System.Net.Http.Json;
using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

public abstract class LoginTests(AuthService service)
{
    [Fact]
    public async Task Login_RightPassword_AnswersUsernameAndToken()
    {
        using var client = service.CreateClient();

        var response = await client.PostAsJsonAsync("/auth/login", new { username = AuthService.Username, password = AuthService.Password });

        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["username", "token"], body.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", body.GetProperty("token").GetString(), StringComparison.Ordinal);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LoginTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : LoginTests(service);
}
