using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The cookie that a form is bound to. Wherever a browser takes the prefix, only this host can have set it.</summary>
public abstract class FormCookieTests(AuthService service)
{
    private const string Forgot = "/console/forgot-password";
    private const string Https = "Host: console.example.net";

    [Theory]
    [InlineData("Host: localhost", "voipbin_form", "")]
    [InlineData("Host: 127.0.0.1:8080", "voipbin_form", "")]
    [InlineData(Https, "__Host-voipbin_form", " secure;")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: https", "__Host-voipbin_form", " secure;")]
    public async Task Form_Anywhere_IsBoundToTheCookieOfThatPlaceAndTakenOnce(string headers, string name, string secure)
    {
        var visitor = new Visitor(service);

        var page = await visitor.GetAsync(Forgot, Call.Lines(headers));
        var sent = await visitor.PostAsync(Forgot, [.. Visitor.HiddenOf(page), new("username", "nobody@example.net")], Call.Lines(headers));
        var again = await visitor.GetAsync(Forgot, Call.Lines(headers));

        Assert.Matches($"^{name}=[A-Za-z0-9_-]+; path=/;{secure} samesite=strict; httponly$", Assert.Single(page.Headers["Set-Cookie"]));
        Assert.Equal((303, "/console/sign-in?done=link-mailed"), (sent.Status, sent.Header("Location")));
        Assert.Empty(again.Headers["Set-Cookie"]);
    }

    /// <summary>Another host of the domain can set a cookie of that name, with a form that it fetched itself.</summary>
    [Fact]
    public async Task Form_WithTheCookieThatAnotherHostCanSet_IsOutOfDate()
    {
        var visitor = new Visitor(service);
        var page = await visitor.GetAsync(Forgot, Https);
        visitor.Cookies["voipbin_form"] = visitor.Cookies["__Host-voipbin_form"];
        visitor.Cookies.Remove("__Host-voipbin_form");

        var sent = await visitor.PostAsync(Forgot, [.. Visitor.HiddenOf(page), new("username", "nobody@example.net")], Https);

        Assert.EndsWith("done=form-out-of-date", sent.Header("Location"), StringComparison.Ordinal);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : FormCookieTests(service);
}
