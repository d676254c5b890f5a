using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Audit;
using VoipBin.Auth.IntegrationTests.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>The code of the mail makes customer, admin and key.</summary>
public abstract class CompleteSignupTests(AuthService service)
{
    private static readonly string[] KeyMembers = ["id", "customer_id", "name", "detail", "token_prefix", "tm_expire", "tm_create", "tm_update", "tm_delete", "tm_last_used", "token"];

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMicroseconds(1);

    [Fact]
    public async Task Complete_RightCode_AnswersTheCustomerAndAKeyOfOneYear()
    {
        var applicant = await Applicant.AddAsync(service);

        var response = await applicant.CompleteAsync(password: Applicant.Password);

        Assert.Equal((200, "application/json; charset=utf-8", "no-store"), (response.Status, response.Header("Content-Type"), response.Header("Cache-Control")));
        Assert.Equal(["customer_id", "accesskey"], response.Json.Members());
        var key = response.Json.GetProperty("accesskey");
        Assert.Equal(KeyMembers, key.Members());
        Assert.Equal((response.Json.Text("customer_id"), key.Text("tm_create"), null), (key.Text("customer_id"), key.Text("tm_update"), key.Text("tm_delete")));
        Assert.Matches("^vb_[0-9A-Za-z]{32}$", key.Text("token"));
        Assert.Equal(key.Text("token")[..11], key.Text("token_prefix"));
        Assert.Equal(TimeSpan.FromDays(365), Instant(key.Text("tm_expire")) - Instant(key.Text("tm_create")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Complete_ItsKey_IsGoodAtOnceAndShowsWhatWasMade()
    {
        var applicant = await Applicant.AddAsync(service, $"Jane.{Applicant.NewAddress()}", "Example Inc.", "since 2026");
        var completed = (await applicant.CompleteAsync(password: Applicant.Password)).Json;
        var key = completed.GetProperty("accesskey");

        var keys = await service.CallAsync("GET", "/v1.0/accesskeys", key.Text("token"));
        var customer = (await service.CallAsync("GET", "/v1.0/customer", key.Text("token"))).Json;
        var agents = (await service.CallAsync("GET", "/v1.0/agents", key.Text("token"))).Json.GetProperty("result");

        Assert.Equal((200, key.Text("id")), (keys.Status, Assert.Single(keys.Json.GetProperty("result").EnumerateArray()).Text("id")));
        Assert.Equal(OwnCustomerTests.Members, customer.Members());
        Assert.Equal(
            (completed.Text("customer_id"), "Example Inc.", "since 2026", applicant.Email, "active", true),
            (customer.Text("id"), customer.Text("name"), customer.Text("detail"), customer.Text("email"), customer.Text("status"), customer.GetProperty("email_verified").GetBoolean()));
        var admin = Assert.Single(agents.EnumerateArray());
        Assert.Equal((applicant.Email, "Example Inc.", 32), (admin.Text("username"), admin.Text("name"), admin.GetProperty("permission").GetInt32()));
    }

    [Fact]
    public async Task Complete_WithAPassword_LetsTheAdminLogInAndMailsNoMore()
    {
        var applicant = await Applicant.AddAsync(service);

        await applicant.CompleteAsync(password: Applicant.Password);

        var login = await service.LoginAsync(applicant.Email, Applicant.Password);
        Assert.Equal((200, 200), (login.Status, await service.StatusOfAsync(login.Json.Text("token"))));
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(applicant.Email));
    }

    [Fact]
    public async Task Complete_WithoutAPassword_MailsALinkThatSetsOne()
    {
        var applicant = await Applicant.AddAsync(service);

        Assert.Equal(200, (await applicant.CompleteAsync()).Status);

        Refusal.IsFailedLogin(await service.LoginAsync(applicant.Email, Applicant.Password));
        Assert.Equal([Applicant.Subject, "Set your password"], await service.SubjectsToAsync(applicant.Email));
        Assert.Equal(200, (await Invitation.SetPasswordAsync(service, applicant.Email, Applicant.Password)).Status);
        Assert.Equal(200, (await service.LoginAsync(applicant.Email, Applicant.Password)).Status);
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 400)]
    public async Task Complete_WithoutAPassword_ItsLinkLivesTwentyFourHours(int microseconds, int status)
    {
        var applicant = await Applicant.AddAsync(service);
        var start = Start();
        using (service.Clock.HoldAt(start))
        {
            await applicant.CompleteAsync();
            await service.MailsToAsync(applicant.Email);
        }

        using (service.Clock.HoldAt(start + TimeSpan.FromHours(24) + TimeSpan.FromMicroseconds(microseconds)))
        {
            Assert.Equal(status, (await Invitation.SetPasswordAsync(service, applicant.Email, Applicant.Password)).Status);
        }
    }

    [Fact]
    public async Task Complete_RightCode_IsAudited()
    {
        var applicant = await Applicant.AddAsync(service);

        var response = await applicant.CompleteAsync(password: Applicant.Password);

        var id = response.Header("X-Request-Id");
        var events = await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().AsNoTracking().Where(row => row.RequestId == id).OrderBy(row => row.Type).ToListAsync());
        Assert.Equal(["accesskey.created", "agent.created", "customer.created"], events.Select(row => row.Type));
        Assert.All(events, row => Assert.Equal((response.Json.GetProperty("customer_id").GetGuid(), null, null), (row.CustomerId, row.AgentId, row.AccesskeyId)));
        Assert.DoesNotContain(events, row => row.Data.Contains(applicant.Code, StringComparison.Ordinal) || row.Data.Contains(Applicant.Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("too short")]
    [InlineData("too long")]
    [InlineData("in spaces")]
    [InlineData("no digits")]
    [InlineData("unknown temp_token")]
    [InlineData("upper-case temp_token")]
    [InlineData("another's temp_token")]
    [InlineData("used")]
    [InlineData("used by the link")]
    [InlineData("too old")]
    public async Task Complete_ThatIsNotGood_IsRefusedAlikeAndMakesNothing(string fault)
    {
        var applicant = await Applicant.AddAsync(service);
        await PrepareAsync(applicant, fault);
        var before = await service.Seed.SnapshotAsync();

        var response = await applicant.CompleteAsync(CodeOf(applicant, fault), Applicant.Password, await TempTokenOfAsync(applicant, fault));

        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, Refusal.Is(response, 400, "INVALID_CODE").ValueKind);
        Assert.Equal("The code or link is wrong, was used, or is too old; ask for a new one.", response.Error.Text("message"));
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 400)]
    public async Task Complete_ByTheHour_IsGoodUntilItsEnd(int microseconds, int status)
    {
        var start = Start();
        Applicant applicant;
        using (service.Clock.HoldAt(start))
        {
            applicant = await Applicant.AddAsync(service);
        }

        using (service.Clock.HoldAt(start + Hour + TimeSpan.FromMicroseconds(microseconds)))
        {
            Assert.Equal(status, (await applicant.CompleteAsync(password: Applicant.Password)).Status);
        }
    }

    [Theory]
    [InlineData("{}", "temp_token", "required")]
    [InlineData("""{"temp_token":"x"}""", "code", "required")]
    [InlineData("""{"temp_token":"x","code":""}""", "code", "required")]
    [InlineData("""{"temp_token":"x","code":null}""", "code", "required")]
    [InlineData("""{"temp_token":"x","code":123456}""", "code", "type")]
    [InlineData("""{"temp_token":"","code":"123456"}""", "temp_token", "required")]
    [InlineData("""{"temp_token":7,"code":"123456"}""", "temp_token", "type")]
    [InlineData("""{"temp_token":"x","code":"123456\u0000"}""", "code", "characters")]
    [InlineData("""{"temp_token":"x","code":"123456","password":7}""", "password", "type")]
    [InlineData("""{"temp_token":"x","code":"123456","password":"lamp otter \u0000 granite"}""", "password", "characters")]
    public async Task Complete_BadMember_IsRefused(string body, string field, string rule)
    {
        var before = await service.Seed.SnapshotAsync();

        Refusal.Names(Refusal.Is(await service.CallAsync("POST", "/auth/complete-signup", body: body), 400, "INVALID_ARGUMENT"), field, rule);

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("agent")]
    public async Task Complete_AddressTakenMeanwhile_IsAConflictAndMakesNothing(string taker)
    {
        var applicant = await Applicant.AddAsync(service);
        await Taker.TakeAsync(service, applicant.Email.ToUpperInvariant(), taker);
        var before = await service.Seed.SnapshotAsync();

        var response = await applicant.CompleteAsync();

        Refusal.Is(response, 409, "CUSTOMER_ALREADY_EXISTS");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        var id = response.Header("X-Request-Id");
        Assert.False(await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().AnyAsync(row => row.RequestId == id)));
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(applicant.Email));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string CodeOf(Applicant applicant, string fault) => fault switch
    {
        "wrong" => applicant.WrongCode,
        "too short" => applicant.Code[..5],
        "too long" => applicant.Code + "0",
        "in spaces" => $" {applicant.Code} ",
        "no digits" => "abcdef",
        _ => applicant.Code,
    };

    private async Task<string> TempTokenOfAsync(Applicant applicant, string fault) => fault switch
    {
        "unknown temp_token" => new('0', 32),
        "upper-case temp_token" => applicant.TempToken.ToUpperInvariant(),
        "another's temp_token" => (await Applicant.AddAsync(service)).TempToken,
        _ => applicant.TempToken,
    };

    private async Task PrepareAsync(Applicant applicant, string fault)
    {
        switch (fault)
        {
            case "used":
                Assert.Equal(200, (await applicant.CompleteAsync()).Status);
                break;
            case "used by the link":
                Assert.Equal(200, (await applicant.VerifyAsync()).Status);
                break;
            case "too old":
                service.Clock.Advance(Hour);
                break;
            default:
                break;
        }
    }

    /// <summary>To the microsecond, as instants are stored.</summary>
    private DateTimeOffset Start() => new(service.Clock.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CompleteSignupTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CompleteSignupTests(service);
}
