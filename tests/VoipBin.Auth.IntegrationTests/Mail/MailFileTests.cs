using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.IntegrationTests.Mail;

/// <summary>Without a mail server a mail becomes a file.</summary>
public abstract class MailFileTests(AuthService service)
{
    [Fact]
    public async Task Mail_WithoutHost_IsAFileInTheDataDirectory()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var colleague = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var directory = service.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.DataPath("mail");

        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, """{"password":"a good new password"}""");

        await Eventually.IsTrueAsync(() => FilesFor(directory, colleague.Username).Count > 0, "the file is there");
        var file = Assert.Single(FilesFor(directory, colleague.Username));
        var mail = new ReceivedMail([], await File.ReadAllTextAsync(file));
        Assert.Equal("Your password was changed", mail.Header("Subject"));
        Assert.Contains("every session of it was ended", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("<html", mail.Part("text/html"), StringComparison.Ordinal);
    }

    private static List<string> FilesFor(string directory, string address) => Directory.Exists(directory)
        ? [.. Directory.GetFiles(directory, "*.eml").Where(file => File.ReadAllText(file).Contains($"To: {address}\r\n", StringComparison.OrdinalIgnoreCase))]
        : [];

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : MailFileTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : MailFileTests(service);
}
