using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>The page that the link of a signup opens: looking uses nothing up, the button does.</summary>
public abstract class EmailVerifyPageTests(AuthService service)
{
    private const string Ready = "Your account is ready";
    private const string BadLink = "This link is no longer good";
    private const string BadForm = "This form is out of date";

    [Fact]
    public async Task Page_OfAGoodLink_HasAButtonAndItsHeaders()
    {
        var applicant = await Applicant.AddAsync(service);

        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery, "Origin: https://app.example.net");

        AssertPage(page.Response, 200, "Confirm your address");
        Assert.Contains("<form method=\"post\" action=\"email-verify/form\">", page.Response.Body, StringComparison.Ordinal);
        Assert.Contains("<button type=\"submit\">", page.Response.Body, StringComparison.Ordinal);
        Assert.Equal(["form_token", "token"], page.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(applicant.LinkToken, page.Fields["token"]);
        Assert.Matches("^voipbin_form=[^;]+; path=/; samesite=strict; httponly$", page.Response.Header("Set-Cookie"));
        Assert.DoesNotMatch("<script|<link|<img|src=|http", PageAnswer.WithoutOurs(page.Response));
        Assert.DoesNotContain(applicant.Email, page.Response.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_OpenedAgainAndAgain_IsTheSameAndUsesNothingUp()
    {
        var applicant = await Applicant.AddAsync(service);
        var before = await service.Seed.SnapshotAsync();

        var first = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);
        var second = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);
        var head = await service.CallAsync("HEAD", applicant.Link.PathAndQuery);

        Assert.Equal(Without(first), Without(second));
        Assert.Equal((200, ""), (head.Status, head.Body));
        AssertHeaders(head);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(200, (await applicant.CompleteAsync()).Status);
    }

    /// <summary>Somebody opens two mails in one browser: the second page keeps the cookie of the first, and both forms are good.</summary>
    [Fact]
    public async Task Page_OpenedInABrowserThatHasTheCookie_KeepsIt()
    {
        var (one, other) = (await Applicant.AddAsync(service), await Applicant.AddAsync(service));
        var first = await FormPage.OpenAsync(service, one.Link.PathAndQuery);

        var second = await FormPage.OpenAsync(service, other.Link.PathAndQuery, $"Cookie: {first.Cookie}");

        Assert.Equal("", second.Cookie);
        AssertPage(await FormPage.SendAsync(service, second.Fields, $"Cookie: {first.Cookie}"), 200, Ready);
        AssertPage(await first.SubmitAsync(), 200, Ready);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=unknown")]
    [InlineData("?token={upper}")]
    [InlineData("?Token={token}")]
    [InlineData("?%74oken={token}")]
    [InlineData("?token={token}&token={token}")]
    [InlineData("?token=%3Cb%3E\"<script>alert(1)</script>")]
    public async Task Page_OfNoGoodLink_SaysSo(string query)
    {
        var applicant = await Applicant.AddAsync(service);
        var target = "/auth/email-verify" + query.Replace("{token}", applicant.LinkToken, StringComparison.Ordinal).Replace("{upper}", applicant.LinkToken.ToUpperInvariant(), StringComparison.Ordinal);

        var response = await service.CallAsync("GET", target);

        AssertPage(response, 400, BadLink);
        Assert.DoesNotMatch("<form|<script|alert", PageAnswer.WithoutOurs(response));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("used")]
    [InlineData("code used")]
    [InlineData("too old")]
    [InlineData("invitation")]
    public async Task PageAndForm_OfALinkThatWasGood_SaySo(string fault)
    {
        var applicant = await Applicant.AddAsync(service);
        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);
        var token = await EndAsync(applicant, fault);
        var before = await service.Seed.SnapshotAsync();

        AssertPage(await service.CallAsync("GET", $"/auth/email-verify?token={token}"), 400, BadLink);
        AssertPage(await FormPage.SendAsync(service, new Dictionary<string, string>(page.Fields) { ["token"] = token }, $"Cookie: {page.Cookie}"), 400, BadLink);

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task Form_WithWhatThePageHas_MakesTheCustomerAndInvites()
    {
        var applicant = await Applicant.AddAsync(service);
        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);

        var response = await page.SubmitAsync("Origin: " + service.Address.GetLeftPart(UriPartial.Authority), "Sec-Fetch-Site: same-origin");

        AssertPage(response, 200, Ready);
        Assert.Equal(1, await applicant.CountCustomersAsync());
        Assert.Equal([Applicant.Subject, Invitation.Subject], await service.SubjectsToAsync(applicant.Email));
        AssertPage(await page.SubmitAsync(), 400, BadLink);
        Refusal.Is(await applicant.CompleteAsync(), 400, "INVALID_CODE");
    }

    [Fact]
    public async Task Form_TwiceAtOnce_MakesOneCustomer()
    {
        var applicant = await Applicant.AddAsync(service);
        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);

        var responses = await Task.WhenAll(page.SubmitAsync(), page.SubmitAsync(), applicant.VerifyAsync());

        Assert.Equal([200, 400, 400], responses.Select(response => response.Status).Order());
        Assert.Equal(1, await applicant.CountCustomersAsync());
    }

    [Theory]
    [InlineData("no cookie")]
    [InlineData("another's cookie")]
    [InlineData("a spoilt cookie")]
    [InlineData("no field")]
    [InlineData("another's field")]
    [InlineData("a spoilt field")]
    [InlineData("the field as a header")]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("no body")]
    [InlineData("a broken multipart")]
    public async Task Form_ThatIsNotThePages_IsRefusedAndUsesNothingUp(string fault)
    {
        var applicant = await Applicant.AddAsync(service);
        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);
        var before = await service.Seed.SnapshotAsync();

        var response = await SendAsync(page, fault, await FormPage.OpenAsync(service, applicant.Link.PathAndQuery));

        AssertPage(response, 400, BadForm);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        AssertPage(await page.SubmitAsync(), 200, Ready);
    }

    [Theory]
    [InlineData("Authorization: Bearer stale")]
    [InlineData("Authorization: Bearer a\nAuthorization: Bearer b")]
    [InlineData("Cookie: token=stale; accesskey=stale")]
    [InlineData("Sec-Fetch-Site: cross-site\nCookie: token=stale")]
    public async Task PageAndForm_BesideAnyCredential_AreNotDisturbed(string headers)
    {
        var applicant = await Applicant.AddAsync(service);

        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery, Call.Lines(headers));
        var lines = Call.Lines(headers).Select(line => line.Replace("Cookie: ", $"Cookie: {page.Cookie}; ", StringComparison.Ordinal)).ToArray();
        var response = await FormPage.SendAsync(service, page.Fields, Array.Exists(lines, line => line.StartsWith("Cookie", StringComparison.Ordinal)) ? lines : [$"Cookie: {page.Cookie}", .. lines]);

        AssertPage(response, 200, Ready);
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("agent")]
    public async Task Form_AddressTakenMeanwhile_SaysSoAndMakesNothing(string taker)
    {
        var applicant = await Applicant.AddAsync(service);
        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery);
        await Taker.TakeAsync(service, applicant.Email, taker);
        var before = await service.Seed.SnapshotAsync();

        AssertPage(await page.SubmitAsync(), 409, "This address has an account already");

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("X-Forwarded-Proto: https", true)]
    [InlineData("X-Forwarded-For: 203.0.113.7", true)]
    [InlineData("Host: api.example.net", true)]
    [InlineData("X-Request-Id: laptop", false)]
    public async Task Page_BehindAProxy_SetsASecureCookie(string header, bool isSecure)
    {
        var applicant = await Applicant.AddAsync(service);

        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery, header);

        Assert.Equal(isSecure, page.Response.Header("Set-Cookie").Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    private static void AssertPage(RawResponse response, int status, string title)
    {
        Assert.Equal(status, response.Status);
        AssertHeaders(response);
        Assert.StartsWith("<!DOCTYPE html>", response.Body, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", response.Body, StringComparison.Ordinal);
    }

    private static void AssertHeaders(RawResponse response)
    {
        Assert.Equal(
            ("text/html; charset=utf-8", "no-store", "no-referrer", "nosniff"),
            (response.Header("Content-Type"), response.Header("Cache-Control"), response.Header("Referrer-Policy"), response.Header("X-Content-Type-Options")));
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", response.Header("Content-Security-Policy"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("blazor", StringComparison.OrdinalIgnoreCase));
        Assert.NotEqual("", response.Header("X-Request-Id"));
    }

    private static string Without(FormPage page) => page.Response.Body.Replace(page.Fields["form_token"], "", StringComparison.Ordinal);

    private async Task<string> EndAsync(Applicant applicant, string fault)
    {
        switch (fault)
        {
            case "used":
                Assert.Equal(200, (await applicant.VerifyAsync()).Status);
                break;
            case "too old":
                service.Clock.Advance(TimeSpan.FromHours(1));
                break;
            default:
                Assert.Equal(200, (await applicant.CompleteAsync()).Status);
                break;
        }

        return fault == "invitation" ? await Invitation.FindTokenAsync(service, applicant.Email) : applicant.LinkToken;
    }

    private Task<RawResponse> SendAsync(FormPage page, string fault, FormPage another)
    {
        var (token, field) = (page.Fields["token"], page.Fields["form_token"]);
        var cookie = $"Cookie: {page.Cookie}";
        return fault switch
        {
            "no cookie" => FormPage.SendAsync(service, page.Fields),
            "another's cookie" => FormPage.SendAsync(service, page.Fields, $"Cookie: {another.Cookie}"),
            "a spoilt cookie" => FormPage.SendAsync(service, page.Fields, $"{cookie}x"),
            "no field" => FormPage.SendAsync(service, new Dictionary<string, string> { ["token"] = token }, cookie),
            "another's field" => FormPage.SendAsync(service, another.Fields, cookie),
            "a spoilt field" => FormPage.SendAsync(service, new Dictionary<string, string> { ["token"] = token, ["form_token"] = field[..^5] }, cookie),
            "the field as a header" => FormPage.SendAsync(service, new Dictionary<string, string> { ["token"] = token }, cookie, $"RequestVerificationToken: {field}"),
            "json" => service.CallAsync("POST", FormPage.Target, bearer: null, JsonText.Write(new { token, form_token = field }), cookie, "Content-Type: application/json"),
            "text" => service.CallAsync("POST", FormPage.Target, bearer: null, $"token={token}&form_token={field}", cookie, "Content-Type: text/plain"),
            "no body" => service.CallAsync("POST", FormPage.Target, bearer: null, body: null, cookie, "Content-Length: 0"),
            _ => service.CallAsync("POST", FormPage.Target, bearer: null, $"--b\r\ntoken={token}", cookie, "Content-Type: multipart/form-data; boundary=b"),
        };
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EmailVerifyPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EmailVerifyPageTests(service);
}
