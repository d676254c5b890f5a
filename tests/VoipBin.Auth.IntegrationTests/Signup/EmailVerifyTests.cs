using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Audit;
using VoipBin.Auth.IntegrationTests.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>The link of a signup, used by a program.</summary>
public abstract class EmailVerifyTests(AuthService service)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Verify_LinkOfASignup_AnswersTheCustomer()
    {
        var applicant = await Applicant.AddAsync(service, name: "Example Inc.", detail: "since 2026");

        var response = await applicant.VerifyAsync(token: null, "Origin: https://app.example.net");

        Assert.Equal((200, "application/json; charset=utf-8", "no-store", "*"), (response.Status, response.Header("Content-Type"), response.Header("Cache-Control"), response.Header("Access-Control-Allow-Origin")));
        Assert.Equal(["customer"], response.Json.Members());
        var customer = response.Json.GetProperty("customer");
        Assert.Equal(OwnCustomerTests.Members, customer.Members());
        Assert.Equal(
            (applicant.Email, "Example Inc.", "since 2026", "active", true),
            (customer.Text("email"), customer.Text("name"), customer.Text("detail"), customer.Text("status"), customer.GetProperty("email_verified").GetBoolean()));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Verify_LinkOfASignup_InvitesTheAdminAndAuditsBoth()
    {
        var applicant = await Applicant.AddAsync(service);

        var response = await applicant.VerifyAsync();

        Assert.Equal([Applicant.Subject, Invitation.Subject], await service.SubjectsToAsync(applicant.Email));
        Assert.Equal(200, (await Invitation.SetPasswordAsync(service, applicant.Email, Applicant.Password)).Status);
        Assert.Equal(200, (await service.LoginAsync(applicant.Email, Applicant.Password)).Status);
        var id = response.Header("X-Request-Id");
        Assert.Equal(
            ["agent.created", "customer.created"],
            await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().Where(row => row.RequestId == id).Select(row => row.Type).OrderBy(type => type).ToListAsync()));
    }

    [Fact]
    public async Task Verify_LinkOfASignup_EndsTheCode()
    {
        var applicant = await Applicant.AddAsync(service);

        Assert.Equal(200, (await applicant.VerifyAsync()).Status);

        Refusal.Is(await applicant.CompleteAsync(), 400, "INVALID_CODE");
        Assert.Equal(1, await applicant.CountCustomersAsync());
    }

    [Theory]
    [InlineData("used")]
    [InlineData("code used")]
    [InlineData("too old")]
    [InlineData("upper case")]
    [InlineData("cut")]
    [InlineData("unknown")]
    [InlineData("temp_token")]
    [InlineData("in spaces")]
    [InlineData("invitation")]
    public async Task Verify_LinkThatIsNotGood_IsRefusedAlikeAndMakesNothing(string fault)
    {
        var applicant = await Applicant.AddAsync(service);
        var token = await PrepareAsync(applicant, fault);
        var before = await service.Seed.SnapshotAsync();

        var response = await applicant.VerifyAsync(token);

        Assert.Equal(JsonValueKind.Undefined, Refusal.Is(response, 400, "INVALID_CODE").ValueKind);
        Assert.Equal("The code or link is wrong, was used, or is too old; ask for a new one.", response.Error.Text("message"));
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    /// <summary>A link that sets a password confirms no address here, and stays good for what it is for.</summary>
    [Fact]
    public async Task Verify_LinkOfAnInvitation_StaysGoodForThePassword()
    {
        var applicant = await Applicant.AddAsync(service);
        await applicant.CompleteAsync();

        Refusal.Is(await applicant.VerifyAsync(await Invitation.FindTokenAsync(service, applicant.Email)), 400, "INVALID_CODE");

        Assert.Equal(200, (await Invitation.SetPasswordAsync(service, applicant.Email, Applicant.Password)).Status);
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 400)]
    public async Task Verify_ByTheHour_IsGoodUntilItsEnd(int microseconds, int status)
    {
        var start = new DateTimeOffset(service.Clock.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero);
        Applicant applicant;
        using (service.Clock.HoldAt(start))
        {
            applicant = await Applicant.AddAsync(service);
        }

        using (service.Clock.HoldAt(start + Hour + TimeSpan.FromMicroseconds(microseconds)))
        {
            Assert.Equal(status, (await applicant.VerifyAsync()).Status);
        }
    }

    [Fact]
    public async Task Verify_EightTimesAtOnce_MakesOneCustomer()
    {
        var applicant = await Applicant.AddAsync(service);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => applicant.VerifyAsync()));

        Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses.Where(response => response.Status != 200), response => Refusal.Is(response, 400, "INVALID_CODE"));
        Assert.Equal(1, await applicant.CountCustomersAsync());
        Assert.Equal([Applicant.Subject, Invitation.Subject], await service.SubjectsToAsync(applicant.Email));
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("agent")]
    public async Task Verify_AddressTakenMeanwhile_IsAConflictAndMakesNothing(string taker)
    {
        var applicant = await Applicant.AddAsync(service);
        await Taker.TakeAsync(service, applicant.Email, taker);
        var before = await service.Seed.SnapshotAsync();

        Refusal.Is(await applicant.VerifyAsync(), 409, "CUSTOMER_ALREADY_EXISTS");

        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(applicant.Email));
    }

    [Theory]
    [InlineData("{}", "INVALID_ARGUMENT")]
    [InlineData("""{"token":""}""", "INVALID_ARGUMENT")]
    [InlineData("""{"token":null}""", "INVALID_ARGUMENT")]
    [InlineData("""{"token":7}""", "INVALID_ARGUMENT")]
    [InlineData("""{"token":"a\u0000"}""", "INVALID_ARGUMENT")]
    [InlineData("", "INVALID_JSON_BODY")]
    [InlineData("token=x", "INVALID_JSON_BODY")]
    public async Task Verify_BadBody_IsRefused(string body, string reason) =>
        Refusal.Is(await service.CallAsync("POST", "/auth/email-verify", body: body), 400, reason);

    [Theory]
    [InlineData("", "Cookie: token=stale")]
    [InlineData("", "Authorization: Bearer stale")]
    [InlineData("", "Authorization: Bearer a\nAuthorization: Bearer b")]
    [InlineData("?token=stale", "Cookie: token=stale; accesskey=stale")]
    [InlineData("?token=stale&token=twice&accesskey=vb_stale", "Sec-Fetch-Site: cross-site\nOrigin: https://evil.example\nCookie: token=stale")]
    public async Task Verify_BesideAnyCredential_IsNotDisturbed(string query, string headers)
    {
        var applicant = await Applicant.AddAsync(service);

        var response = await service.CallAsync("POST", "/auth/email-verify" + query, bearer: null, JsonText.Write(new { token = applicant.LinkToken }), Call.Lines(headers));

        Assert.Equal(200, response.Status);
    }

    private async Task<string> PrepareAsync(Applicant applicant, string fault)
    {
        switch (fault)
        {
            case "used":
                Assert.Equal(200, (await applicant.VerifyAsync()).Status);
                return applicant.LinkToken;
            case "code used":
                Assert.Equal(200, (await applicant.CompleteAsync()).Status);
                return applicant.LinkToken;
            case "invitation":
                Assert.Equal(200, (await applicant.CompleteAsync()).Status);
                return await Invitation.FindTokenAsync(service, applicant.Email);
            case "too old":
                service.Clock.Advance(Hour);
                return applicant.LinkToken;
            default:
                return fault switch
                {
                    "upper case" => applicant.LinkToken.ToUpperInvariant(),
                    "cut" => applicant.LinkToken[..63],
                    "temp_token" => applicant.TempToken,
                    "in spaces" => $" {applicant.LinkToken} ",
                    _ => new('0', 64),
                };
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EmailVerifyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EmailVerifyTests(service);
}
