using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>What was typed when a session ended, or a form was out of date: nothing of it is done, and nothing of it is lost.</summary>
public abstract class EndedSessionTests(AuthService service)
{
    private const string New = "/console/accesskeys/new";

    [Fact]
    public async Task Form_AfterTheSessionEnded_IsShownAgainAfterSigningIn()
    {
        var (visitor, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var form = await visitor.GetAsync(New);
        await service.Seed.RaiseGenerationAsync(agent.Id);
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var ended = await visitor.SubmitAsync(form, New, ("name", "it's <b>50%</b> ünder & \"quoted\""), ("detail", "a\r\nb"), ("expiry", "date"), ("date", "2099-01-01"));
        var signIn = await visitor.GetAsync(ended.Header("Location"));
        var signedIn = await visitor.SubmitAsync(signIn, "/console/sign-in", ("username", agent.Username), ("password", Visitor.Password));
        var again = await visitor.GetAsync(signedIn.Header("Location"));

        Assert.Equal((303, before), (ended.Status, await service.Seed.SnapshotAsync(agent.CustomerId)));
        Assert.Contains("nothing was saved", signIn.Body, StringComparison.Ordinal);
        PageAnswer.Is(signIn, 200, "Sign in");
        Assert.StartsWith($"{New}?", signedIn.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("New accesskey", PageAnswer.Heading(again));
        Assert.Equal(("it's <b>50%</b> ünder & \"quoted\"", "2099-01-01"), (Visitor.ValueOf(again, "name"), Visitor.ValueOf(again, "date")));
        Assert.Matches("value=\"date\"[^>]* checked", again.Body);
        Assert.NotEqual(Visitor.HiddenOf(form)["id"], Visitor.HiddenOf(again)["id"]);
    }

    /// <summary>An address holds only so much: what does not fit is left out, and the rest is there.</summary>
    [Fact]
    public async Task Form_LongerThanAnAddress_LosesTheLongFieldOnly()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        await service.Seed.RaiseGenerationAsync(agent.Id);

        var ended = await visitor.SubmitAsync(form, New, ("name", "short"), ("detail", new string('ä', 4096)), ("expiry", "30"));

        Assert.Equal("/console/sign-in?return=%2Fconsole%2Faccesskeys%2Fnew%3Fname%3Dshort%26expiry%3D30&done=nothing-saved", ended.Header("Location"));
    }

    [Theory]
    [InlineData("without the cookie")]
    [InlineData("without the field")]
    [InlineData("of somebody else")]
    public async Task Form_OutOfDate_IsShownAgainAndNothingIsDone(string way)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var fields = Visitor.HiddenOf(await visitor.GetAsync(New));
        fields["name"] = "kept";
        fields["expiry"] = "30";
        switch (way)
        {
            case "without the cookie":
                visitor.Cookies.Remove("voipbin_form");
                break;
            case "without the field":
                fields.Remove("form_token");
                break;
            default:
                // The same browser, in which somebody else has signed in since.
                visitor.Cookies[Visitor.SessionCookie] = (await service.Seed.AddTenantAsync()).Token;
                break;
        }

        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var response = await visitor.PostAsync(New, fields);
        var again = await visitor.GetAsync(response.Header("Location"));

        Assert.Equal((303, $"{New}?name=kept&expiry=30&done=form-out-of-date"), (response.Status, response.Header("Location")));
        Assert.Contains("nothing was saved", again.Body, StringComparison.Ordinal);
        Assert.Equal(("kept", before), (Visitor.ValueOf(again, "name"), await service.Seed.SnapshotAsync(agent.CustomerId)));
    }

    [Fact]
    public async Task SignIn_OutOfDate_KeepsTheNameAndNotThePassword()
    {
        var response = await new Visitor(service).PostAsync("/console/sign-in", [new("username", "somebody"), new("password", "secret"), new("return", "/console/accesskeys")]);

        Assert.Equal((303, "/console/sign-in?username=somebody&return=%2Fconsole%2Faccesskeys&done=form-out-of-date"), (response.Status, response.Header("Location")));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EndedSessionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EndedSessionTests(service);
}
