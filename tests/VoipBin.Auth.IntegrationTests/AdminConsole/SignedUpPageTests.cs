using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The page that shows the first key of an account: nothing may come between the two, whatever else goes wrong.</summary>
public abstract class SignedUpPageTests(AuthService service)
{
    private const string MakesTheAccount = "INSERT INTO customers";
    private const string FormIsMade = "a form is made";

    [Fact]
    public async Task Verify_BeforeTheAccountIsMade_KnowsWhatStandsAroundIt()
    {
        var visitor = new Visitor(service);
        var (asked, fields) = await AskAsync(visitor);
        var forms = ((ICountingService)service).Forms;
        using var log = service.LogStatements();
        forms.Made = () => log.Note(FormIsMade);

        var done = await visitor.SubmitAsync(asked, "/console/verify", fields);

        forms.Made = null;
        string[] told = [.. log.Take().Select(Bare).Where(line => line == FormIsMade || line.Contains(MakesTheAccount, StringComparison.Ordinal))];
        Assert.Equal((200, "Your account is ready"), (done.Status, PageAnswer.Heading(done)));
        Assert.Equal(FormIsMade, told[0]);
        Assert.Contains(MakesTheAccount, Assert.Single(told[1..]), StringComparison.Ordinal);
    }

    private protected static string Bare(string statement) => statement.Replace("\"", "", StringComparison.Ordinal);

    private protected async Task<(RawResponse Page, (string Name, string Value)[] Fields)> AskAsync(Visitor visitor)
    {
        var email = Applicant.NewAddress();
        var asked = await visitor.SubmitAsync("/console/sign-up", ("email", email), ("accepted_tos", "true"));
        return (asked, [("code", await Applicant.ReadCodeAsync(service, email)), ("password", Visitor.Password)]);
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : SignedUpPageTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : SignedUpPageTests(service)
    {
        [Fact]
        public async Task Verify_WhenTheDatabaseGoesAwayBehindIt_ShowsTheKeyAndHowToGoOn()
        {
            var visitor = new Visitor(service);
            var (asked, fields) = await AskAsync(visitor);
            var isMade = false;
            service.Relay.Passes = piece =>
            {
                isMade |= Bare(piece.Text).Contains(MakesTheAccount, StringComparison.Ordinal);
                return !(isMade && Bare(piece.Text).Contains("FROM agents", StringComparison.Ordinal));
            };
            RawResponse done;
            try
            {
                done = await visitor.SubmitAsync(asked, "/console/verify", fields);
            }
            finally
            {
                service.Relay.Passes = null;
            }

            Assert.Equal((true, 200, "Your account is ready"), (isMade, done.Status, PageAnswer.Heading(done)));
            var key = Visitor.ValueOf(done, "accesskey")!;
            Assert.True(AccesskeyToken.HasOurForm(key));
            Assert.Contains("<a class=\"button\" href=\"/console/sign-in\">Sign in</a>", done.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Visitor.SessionCookie, visitor.Cookies.Keys);
            Assert.Equal(200, await service.StatusOfAsync(key));
        }
    }
}
