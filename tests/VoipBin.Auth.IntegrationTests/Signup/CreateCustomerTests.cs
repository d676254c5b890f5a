using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Audit;
using VoipBin.Auth.IntegrationTests.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>An operator makes a customer: with an admin, who is invited.</summary>
public abstract class CreateCustomerTests(AuthService service)
{
    [Fact]
    public async Task Create_ACustomer_Answers201AndTheCustomer()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var email = $"Owner.{Applicant.NewAddress()}";

        var response = await service.CallAsync("POST", "/v1.0/customers", token, JsonText.Write(new { name = "Example Inc.", detail = "since 2026", email = $" {email} ", webhook_uri = "x" }));

        var customer = response.Json;
        Assert.Equal(201, response.Status);
        Assert.Equal($"/v1.0/customers/{customer.Text("id")}", response.Header("Location"));
        Assert.Equal(OwnCustomerTests.Members, customer.Members());
        Assert.Equal(("Example Inc.", "since 2026", email, "active", false), (customer.Text("name"), customer.Text("detail"), customer.Text("email"), customer.Text("status"), customer.GetProperty("email_verified").GetBoolean()));
        Assert.Equal(response.Body, (await service.CallAsync("GET", response.Header("Location"), token)).Body);
    }

    [Fact]
    public async Task Create_ACustomer_IsAuditedWithItsAdminAsTheOperatorsDoing()
    {
        var (superAdmin, token) = await Delegation.AddOperatorAsync(service);

        var response = await CreateAsync(token, Applicant.NewAddress());

        var id = response.Header("X-Request-Id");
        var events = await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().AsNoTracking().Where(row => row.RequestId == id).OrderBy(row => row.Type).ToListAsync());
        Assert.Equal(["agent.created", "customer.created"], events.Select(row => row.Type));
        Assert.All(events, row => Assert.Equal((response.Json.GetProperty("id").GetGuid(), superAdmin.Id), (row.CustomerId, row.AgentId)));
    }

    [Fact]
    public async Task Create_ACustomer_ItsAdminSetsAPasswordAndVerifiesTheAddressByThat()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var email = Applicant.NewAddress();
        var location = (await CreateAsync(token, email)).Header("Location");

        Assert.Equal([Invitation.Subject], await service.SubjectsToAsync(email));
        Refusal.IsFailedLogin(await service.LoginAsync(email, Applicant.Password));
        Assert.Equal(200, (await Invitation.SetPasswordAsync(service, email, Applicant.Password)).Status);

        var login = await service.LoginAsync(email, Applicant.Password);
        var me = (await service.CallAsync("GET", "/v1.0/me", login.Json.Text("token"))).Json;
        Assert.Equal((email, 32, location.Split('/')[^1]), (me.Text("username"), me.GetProperty("permission").GetInt32(), me.Text("customer_id")));
        Assert.True((await service.CallAsync("GET", location, token)).Json.GetProperty("email_verified").GetBoolean());
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 400)]
    public async Task Create_ACustomer_ItsInvitationLivesTwentyFourHours(int microseconds, int status)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var (email, start) = (Applicant.NewAddress(), new DateTimeOffset(service.Clock.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero));
        using (service.Clock.HoldAt(start))
        {
            await CreateAsync(token, email);
            await service.MailsToAsync(email);
        }

        using (service.Clock.HoldAt(start + TimeSpan.FromHours(24) + TimeSpan.FromMicroseconds(microseconds)))
        {
            Assert.Equal(status, (await Invitation.SetPasswordAsync(service, email, Applicant.Password)).Status);
        }
    }

    [Fact]
    public async Task Create_NameAndDetail_DoNotStandInTheMail()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var email = Applicant.NewAddress();

        await service.CallAsync("POST", "/v1.0/customers", token, JsonText.Write(new { name = "Visit evil.example", detail = "and win a prize", email }));

        var mail = await service.MailToAsync(email);
        Assert.DoesNotMatch("evil|prize", mail.Source + mail.Part("text/plain") + mail.Part("text/html"));
    }

    [Theory]
    [InlineData("customer", "CUSTOMER_ALREADY_EXISTS")]
    [InlineData("agent", "AGENT_ALREADY_EXISTS")]
    public async Task Create_AddressThatIsTaken_IsAConflictInEverySpellingAndMakesNothing(string taker, string reason)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var email = Applicant.NewAddress();
        await Taker.TakeAsync(service, email, taker);
        var before = await StateAsync();

        foreach (var written in (string[])[email, email.ToUpperInvariant(), $"  {email} "])
        {
            var response = await CreateAsync(token, written);

            Refusal.Is(response, 409, reason);
            var id = response.Header("X-Request-Id");
            Assert.False(await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().AnyAsync(row => row.RequestId == id)));
        }

        Assert.Equal(before, await StateAsync());
        Assert.Empty(await service.MailsToAsync(email));
    }

    [Fact]
    public async Task Create_OneAddressTenTimesAtOnce_MakesOneAndInvitesOnce()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var email = Applicant.NewAddress();

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => CreateAsync(token, number % 2 == 0 ? email : email.ToUpperInvariant())));

        Assert.Equal([201, .. Enumerable.Repeat(409, 9)], responses.Select(response => response.Status).Order());
        Assert.All(responses.Where(response => response.Status == 409), response => Refusal.Is(response, 409, "CUSTOMER_ALREADY_EXISTS"));
        Assert.True((await service.MailsToAsync(email)).Count <= 1, "At most one is invited.");
    }

    [Theory]
    [InlineData("{}", "email", "format")]
    [InlineData("""{"email":"nobody"}""", "email", "format")]
    [InlineData("""{"email":7}""", "email", "type")]
    [InlineData("""{"email":"x@example.net","name":"\u0000"}""", "name", "characters")]
    public async Task Create_BadMember_StoresNothing(string body, string field, string rule)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var before = await StateAsync();

        var response = await service.CallAsync("POST", "/v1.0/customers", token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, await StateAsync());
    }

    private Task<RawResponse> CreateAsync(string token, string email) => service.CallAsync("POST", "/v1.0/customers", token, JsonText.Write(new { name = "new", email }));

    /// <summary>Customers, agents and keys, and how many links there are.</summary>
    private async Task<(string Rows, int Links)> StateAsync() =>
        (await service.Seed.SnapshotAsync(), await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().CountAsync()));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CreateCustomerTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CreateCustomerTests(service);
}
