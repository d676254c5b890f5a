using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>How a stranger gets in by the console, and somebody who has forgotten his password.</summary>
public abstract class SignUpPageTests(AuthService service)
{
    private static int counter;

    [Fact]
    public async Task SignUp_WithTheMailedCode_OpensTheAccountAndSignsIn()
    {
        var (visitor, email) = (new Visitor(service), NewEmail());

        var asked = await visitor.SubmitAsync("/console/sign-up", ("email", email), ("name", "Example & Co"), ("accepted_tos", "true"));
        var wrong = await visitor.SubmitAsync(asked, "/console/verify", ("code", "x"), ("password", Visitor.Password));
        var done = await visitor.SubmitAsync(wrong, "/console/verify", ("code", await SignupSecrets.FindCodeAsync(service, Visitor.HiddenOf(asked)["temp_token"])), ("password", Visitor.Password));

        Assert.Equal((200, "Check your mail"), (asked.Status, PageAnswer.Heading(asked)));
        Assert.Equal((400, "Check your mail"), (wrong.Status, PageAnswer.Heading(wrong)));
        Assert.Contains("id=\"code-fault\"", wrong.Body, StringComparison.Ordinal);
        Assert.Equal((200, "Your account is ready"), (done.Status, PageAnswer.Heading(done)));
        Assert.True(AccesskeyToken.HasOurForm(Visitor.ValueOf(done, "accesskey")!));
        Assert.Contains("Example &amp; Co", (await visitor.GetAsync("/console/accesskeys")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await service.LoginAsync(email, Visitor.Password)).Status);
    }

    [Fact]
    public async Task SignUp_WithAnAddressThatIsKnown_AnswersAlike()
    {
        var (_, agent) = await Visitor.AddAsync(service);

        var known = await new Visitor(service).SubmitAsync("/console/sign-up", ("email", agent.Username), ("accepted_tos", "true"));
        var unknown = await new Visitor(service).SubmitAsync("/console/sign-up", ("email", NewEmail()), ("accepted_tos", "true"));

        Assert.Equal((200, "Check your mail"), (known.Status, PageAnswer.Heading(known)));
        Assert.Equal(Bare(unknown), Bare(known));
    }

    [Theory]
    [InlineData("not an address", "true", "email-fault")]
    [InlineData("somebody@example.net", "", "accepted_tos-fault")]
    public async Task SignUp_WrongField_ShowsTheFormAgain(string email, string accepted, string fault)
    {
        var response = await new Visitor(service).SubmitAsync("/console/sign-up", ("email", email), ("accepted_tos", accepted));

        PageAnswer.Is(response, 400, "Sign up");
        Assert.Equal(email, Visitor.ValueOf(response, "email"));
        Assert.Contains($"id=\"{fault}\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgotPassword_KnownOrNot_AnswersAlike()
    {
        var (_, agent) = await Visitor.AddAsync(service);

        var known = await new Visitor(service).SubmitAsync("/console/forgot-password", ("username", agent.Username));
        var unknown = await new Visitor(service).SubmitAsync("/console/forgot-password", ("username", NewEmail()));

        Assert.All([known, unknown], response => Assert.Equal((303, "/console/sign-in?done=link-mailed"), (response.Status, response.Header("Location"))));
        Assert.Equal("agent.password_forgotten", (await service.Seed.AuditedAsync(known)).Type);
    }

    /// <summary>Without what differs for each visitor: secrets, and what he typed himself.</summary>
    private static string Bare(RawResponse page) => Visitor.HiddenOf(page).Values.Aggregate(page.Body, (body, value) => body.Replace(value, "", StringComparison.Ordinal));

    private static string NewEmail() => $"console{Interlocked.Increment(ref counter)}-{Guid.CreateVersion7():N}@example.net";

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignUpPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignUpPageTests(service);
}
