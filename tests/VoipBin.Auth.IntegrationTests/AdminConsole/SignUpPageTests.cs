using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;
using VoipBin.Auth.Signup;

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
        var done = await visitor.SubmitAsync(wrong, "/console/verify", ("code", await Applicant.ReadCodeAsync(service, email)), ("password", Visitor.Password));

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

    /// <summary>A double click, with scripts off: the browser shows the answer to the form that it sent last.</summary>
    [Fact]
    public async Task Verify_SameFormTwice_MakesOneAccountAndSaysSo()
    {
        var visitor = new Visitor(service);
        var (asked, fields) = await AskAsync(visitor);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => visitor.SubmitAsync(asked, "/console/verify", fields)));
        var later = await visitor.SubmitAsync(asked, "/console/verify", fields);

        var first = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal("Your account is ready", PageAnswer.Heading(first));
        Assert.All(answers.Where(answer => answer != first).Append(later), answer =>
        {
            PageAnswer.Is(answer, 409, "Your account is made already");
            Assert.Contains("href=\"/console\"", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("vb_", answer.Body, StringComparison.Ordinal);
        });
    }

    /// <summary>Whoever holds the secret of the form, but not the code, learns nothing; nor does a program that holds both.</summary>
    [Fact]
    public async Task Verify_AfterwardsWithAnotherCode_SaysNoMoreThanBefore()
    {
        var visitor = new Visitor(service);
        var (asked, fields) = await AskAsync(visitor);
        var (tempToken, code) = (Visitor.HiddenOf(asked)["temp_token"], fields[0].Value);
        var wrong = await visitor.SubmitAsync(asked, "/console/verify", ("code", "x"), ("password", Visitor.Password));
        await visitor.SubmitAsync(asked, "/console/verify", fields);

        var api = await service.CallAsync("POST", "/auth/complete-signup", body: JsonText.Write(new { temp_token = tempToken, code }));
        var afterwards = await visitor.SubmitAsync(asked, "/console/verify", ("code", "x"), ("password", Visitor.Password));

        Refusal.Is(api, 400, "INVALID_CODE");
        Assert.Equal((400, Bare(wrong)), (afterwards.Status, Bare(afterwards)));
    }

    /// <summary>Not even a code that is right: else it could be found by trial when the account is there.</summary>
    [Fact]
    public async Task Verify_AfterwardsTooOften_IsJudgedNoMore()
    {
        var visitor = new Visitor(service);
        var (asked, fields) = await AskAsync(visitor);
        await visitor.SubmitAsync(asked, "/console/verify", fields);
        for (var number = 0; number < PendingSignup.MaximumTriesWhenDone; number++)
        {
            await visitor.SubmitAsync(asked, "/console/verify", ("code", "x"), ("password", Visitor.Password));
        }

        PageAnswer.Is(await visitor.SubmitAsync(asked, "/console/verify", fields), 429, "Check your mail");
    }

    /// <summary>Another signup took its place: there is no account that it could have made.</summary>
    [Fact]
    public async Task Verify_OfASignupThatAnotherOneEnded_IsWrong()
    {
        var (visitor, email) = (new Visitor(service), NewEmail());
        var (asked, fields) = await AskAsync(visitor, email);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        var (newer, newerFields) = await AskAsync(visitor, email);
        await visitor.SubmitAsync(newer, "/console/verify", newerFields);

        PageAnswer.Is(await visitor.SubmitAsync(asked, "/console/verify", fields), 400, "Check your mail");
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

    /// <summary>Asks for a code, and reads it.</summary>
    private async Task<(RawResponse Page, (string Name, string Value)[] Fields)> AskAsync(Visitor visitor, string? email = null)
    {
        email ??= NewEmail();
        var asked = await visitor.SubmitAsync("/console/sign-up", ("email", email), ("accepted_tos", "true"));
        return (asked, [("code", await Applicant.ReadCodeAsync(service, email)), ("password", Visitor.Password)]);
    }

    /// <summary>Without what differs for each visitor: secrets, and what he typed himself.</summary>
    private static string Bare(RawResponse page) => Visitor.HiddenOf(page).Values.Aggregate(page.Body, (body, value) => body.Replace(value, "", StringComparison.Ordinal));

    private static string NewEmail() => $"console{Interlocked.Increment(ref counter)}-{Guid.CreateVersion7():N}@example.net";

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignUpPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignUpPageTests(service);
}
