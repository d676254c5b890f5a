using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.IntegrationTests.Mail;

/// <summary>Mail by a real conversation with a server that is well, down, slow, or refuses.</summary>
public abstract class MailTests(AuthService service)
{
    private const string NewPassword = """{"password":"a good new password"}""";

    private SmtpSink Sink => ((IMailingService)service).Sink;

    [Fact]
    public async Task PasswordChanged_IsToldTheAgent()
    {
        var (tenant, colleague) = await AddColleagueAsync();

        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword)).Status);

        var mail = await ArrivedAsync(colleague.Username);
        Assert.Equal("Your password was changed", mail.Header("Subject"));
        Assert.Contains("every session of it was ended", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("a good new password", mail.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("a good new password", mail.Part("text/plain") + mail.Part("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PermissionChanged_IsToldTheAgent()
    {
        var (tenant, colleague) = await AddColleagueAsync();

        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/permission", tenant.Token, """{"permission":64}""")).Status);

        var mail = await ArrivedAsync(colleague.Username);
        Assert.Equal("Your permission was changed", mail.Header("Subject"));
        Assert.Contains("The permission of your account is now: Manager.", mail.Part("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccesskeyCreated_IsToldTheCustomer()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = await service.Seed.InDatabaseAsync(database => database.Set<Customer>().Where(row => row.Id == tenant.CustomerId).Select(row => row.Email).SingleAsync());

        var created = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, """{"name":"<b>a name</b>"}""");

        var mail = await ArrivedAsync(email);
        var text = mail.Part("text/plain") + mail.Part("text/html");
        Assert.Contains(created.Json.Text("token_prefix"), text, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Json.Text("token"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("a name", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_OfAnyKind_IsWellFormed()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);

        var mail = await ArrivedAsync(colleague.Username);

        Assert.Equal([colleague.Username], mail.Recipients);
        Assert.Equal(("voipbin@mail.example.org", colleague.Username), (mail.Header("From"), mail.Header("To")));
        Assert.Matches("^<[0-9a-f]{32}@mail\\.example\\.org>$", mail.Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.StartsWith("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("Example Voice", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("Example Voice", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.DoesNotMatch("<(img|script|link|iframe)|src=|url\\(", mail.Part("text/html"));
    }

    [Fact]
    public async Task Mail_OnceTaken_IsNotKept()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);
        var mail = await ArrivedAsync(colleague.Username);

        await EverythingIsDoneAsync();

        var row = await FindRowAsync(mail);
        Assert.Equal(("", 1), (row.Content, row.Tries));
    }

    [Fact]
    public async Task NothingChanged_NobodyIsTold()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/permission", tenant.Token, """{"permission":16}""");
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, """{"password":"short"}""");
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}", tenant.Token, """{"name":"renamed"}""");

        await AnotherMailArrivesAsync();

        Assert.Empty(Sink.TakenFor(colleague.Username));
    }

    [Theory]
    [InlineData("down")]
    [InlineData("refuses")]
    [InlineData("hangs")]
    [InlineData("hangs up")]
    public async Task ServerInABadWay_RequestIsAnsweredAndMailArrivesOnce(string way)
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await EverythingIsDoneAsync();
        await BreakAsync(way);
        var (attempts, failures) = (Sink.Attempts, CountFailedTries());

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);

        Assert.Equal(200, response.Status);
        await Eventually.IsTrueAsync(async () => await AnyTriedAsync() && (way == "hangs" ? Sink.Attempts > attempts : CountFailedTries() > failures), "the mail was tried");
        Assert.Empty(Sink.TakenFor(colleague.Username));
        Repair(way);
        var mail = await ArrivedAsync(colleague.Username);
        await EverythingIsDoneAsync();
        await AnotherMailArrivesAsync();
        Assert.Single(Sink.TakenFor(colleague.Username));
        var row = await FindRowAsync(mail);
        Assert.Equal("", row.Content);
        Assert.True(row.Tries > 1, "It was tried more than once.");
    }

    [Fact]
    public async Task ServerRefusesForADay_MailIsGivenUp()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await EverythingIsDoneAsync();
        Sink.Behaviour = SmtpBehaviour.Refuse;
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);
        await Eventually.IsTrueAsync(AnyTriedAsync, "the mail was tried");
        var id = await service.Seed.InDatabaseAsync(database => database.Set<QueuedMail>().Where(row => row.TmDone == null).Select(row => row.Id).SingleAsync());

        service.Clock.Advance(TimeSpan.FromHours(25));
        await EverythingIsDoneAsync();

        Sink.Behaviour = SmtpBehaviour.Accept;
        await AnotherMailArrivesAsync();
        Assert.Empty(Sink.TakenFor(colleague.Username));
        Assert.Equal("", await service.Seed.InDatabaseAsync(database => database.Set<QueuedMail>().Where(row => row.Id == id).Select(row => row.Content).SingleAsync()));
        Assert.Contains(service.Log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains($"Mail {id} was given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_WhileItWaits_IsNotReadableInTheDatabase()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await EverythingIsDoneAsync();
        Sink.Behaviour = SmtpBehaviour.Refuse;
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);

        var rows = (await service.RowsAsync()).Split('\n').Where(row => row.StartsWith("QueuedMail ", StringComparison.Ordinal)).ToList();

        Sink.Behaviour = SmtpBehaviour.Accept;
        await ArrivedAsync(colleague.Username);
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => row.Contains(colleague.Username, StringComparison.OrdinalIgnoreCase) || row.Contains("password was changed", StringComparison.Ordinal));
    }

    private int CountFailedTries() => service.Log.Lines.Count(line => line.Text.Contains("was not sent at try", StringComparison.Ordinal));

    private async Task<(Tenant Tenant, Agent Colleague)> AddColleagueAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        return (tenant, await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent));
    }

    private async Task BreakAsync(string way)
    {
        if (way == "down")
        {
            await Sink.StopAsync();
        }

        Sink.Behaviour = way switch
        {
            "refuses" => SmtpBehaviour.Refuse,
            "hangs" => SmtpBehaviour.Hang,
            "hangs up" => SmtpBehaviour.HangUpAfterData,
            _ => SmtpBehaviour.Accept,
        };
    }

    private void Repair(string way)
    {
        Sink.Behaviour = SmtpBehaviour.Accept;
        if (way == "down")
        {
            Sink.Start();
        }

        if (way == "hangs")
        {
            // Whoever still waits for an answer finds out. Any other try has ended: cut off after it was taken, a mail would rightly come twice.
            Sink.Disconnect();
        }
    }

    /// <summary>The one mail to this address, waited for while the clock runs fast: pauses between tries are no part of a test.</summary>
    private async Task<ReceivedMail> ArrivedAsync(string address)
    {
        await Eventually.IsTrueAsync(
            () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(5));
                return Sink.TakenFor(address).Count > 0;
            },
            "the mail arrived");
        return Assert.Single(Sink.TakenFor(address));
    }

    /// <summary>Shows that the sender has been at work since.</summary>
    private async Task AnotherMailArrivesAsync()
    {
        var (tenant, colleague) = await AddColleagueAsync();
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, NewPassword);
        await ArrivedAsync(colleague.Username);
    }

    private Task EverythingIsDoneAsync() => Eventually.IsTrueAsync(
        () => service.Seed.InDatabaseAsync(async database => !await database.Set<QueuedMail>().AnyAsync(row => row.TmDone == null)), "no mail waits");

    private Task<bool> AnyTriedAsync() => service.Seed.InDatabaseAsync(database => database.Set<QueuedMail>().AnyAsync(row => row.TmDone == null && row.Tries > 0));

    private Task<QueuedMail> FindRowAsync(ReceivedMail mail)
    {
        var id = Guid.ParseExact(mail.Header("Message-ID")[1..33], "N");
        return service.Seed.InDatabaseAsync(database => database.Set<QueuedMail>().AsNoTracking().SingleAsync(row => row.Id == id));
    }

    public sealed class OnSqlite(MailingSqliteService service) : MailTests(service), IClassFixture<MailingSqliteService>;

    public sealed class OnPostgres(MailingPostgresService service) : MailTests(service), IClassFixture<MailingPostgresService>;
}
