namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The service as a platform runs it: on PostgreSQL.</summary>
public class PostgresService : AuthService
{
    private string connectionString = "";

    protected override async Task PrepareAsync()
    {
        connectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        Settings["ConnectionStrings:Postgres"] = connectionString;
        Settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
    }

    protected override async Task CleanAsync() => await (await PostgresServer.GetAsync()).DropDatabaseAsync(connectionString);
}
