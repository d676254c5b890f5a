using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Where no credential is read from a query, the <c>token</c> of a mailed link still is: it is none.</summary>
public abstract class HardenedSignupTests(AuthService service)
{
    private const string Proxied = "X-Forwarded-For: 203.0.113.7\nX-Forwarded-Proto: https\nHost: api.example.net";

    [Theory]
    [InlineData("X-Request-Id: plain")]
    [InlineData("Authorization: Bearer stale")]
    [InlineData(Proxied)]
    [InlineData(Proxied + "\nOrigin: https://api.example.net\nSec-Fetch-Site: same-origin")]
    public async Task PageAndForm_WithoutCredentialsInTheQuery_AreAnswered(string headers)
    {
        var applicant = await Applicant.AddAsync(service);

        var page = await FormPage.OpenAsync(service, applicant.Link.PathAndQuery, Call.Lines(headers));
        var response = await page.SubmitAsync(Call.Lines(headers));

        Assert.Equal(200, response.Status);
        Assert.Contains("<h1>Your account is ready</h1>", response.Body, StringComparison.Ordinal);
        Assert.Equal(headers.StartsWith(Proxied, StringComparison.Ordinal), page.Response.Header("Set-Cookie").Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Page_StaleTokenCookie_IsNotDisturbed()
    {
        var applicant = await Applicant.AddAsync(service);

        Assert.Equal(200, (await service.CallAsync("GET", applicant.Link.PathAndQuery, bearer: null, body: null, "Cookie: token=stale")).Status);
        Assert.Equal(200, (await applicant.VerifyAsync(token: null, "Cookie: token=stale")).Status);
    }

    [Fact]
    public async Task SignupAndComplete_WithStaleCredentialsInTheQuery_AreAnswered()
    {
        var applicant = await Applicant.AddAsync(service);

        var signup = await service.CallAsync("POST", "/auth/signup?token=stale", body: JsonText.Write(new { email = Applicant.NewAddress(), accepted_tos = true }));
        var completed = await service.CallAsync("POST", "/auth/complete-signup?accesskey=stale", body: JsonText.Write(new { temp_token = applicant.TempToken, code = applicant.Code }));

        Assert.Equal((200, 200), (signup.Status, completed.Status));
        Assert.Equal(200, await service.StatusOfAsync(completed.Json.GetProperty("accesskey").Text("token")));
    }

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqlite(HardenedSqliteService service) : HardenedSignupTests(service);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgres(HardenedPostgresService service) : HardenedSignupTests(service);
}
