using VoipBin.Auth.IntegrationTests.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The page that shows a new key. It is the only one that ever does, so that nothing may come between the key and it.</summary>
public abstract class CreatedAccesskeyPageTests(AuthService service)
{
    private const string New = "/console/accesskeys/new";

    [Fact]
    public async Task Create_BeforeTheKeyIsMade_KnowsWhatStandsAroundIt()
    {
        var (visitor, _) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        using var log = service.LogStatements();

        var created = await visitor.SubmitAsync(form, New, ("name", "key"), ("expiry", "30"));

        var asked = log.Take();
        var (locked, visitorRead) = (Array.FindIndex(asked, Says("UPDATE customers")), Array.FindLastIndex(asked, Says("FROM agents")));
        Assert.Equal((200, "Your new accesskey"), (created.Status, PageAnswer.Heading(created)));
        Assert.True(visitorRead >= 0 && visitorRead < locked, string.Join('\n', asked));
    }

    private static Predicate<string> Says(string text) => statement => statement.Replace("\"", "", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal);

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : CreatedAccesskeyPageTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : CreatedAccesskeyPageTests(service);
}
