using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>A stranger asks for an account: what he is answered, and what the owner of the address is mailed.</summary>
public abstract class SignupTests(AuthService service)
{
    [Fact]
    public async Task Signup_NewAddress_AnswersATempToken()
    {
        var first = await Applicant.SignUpAsync(service, Applicant.NewAddress());
        var second = await Applicant.SignUpAsync(service, Applicant.NewAddress());

        Assert.Equal((200, "application/json; charset=utf-8", "no-store"), (first.Status, first.Header("Content-Type"), first.Header("Cache-Control")));
        Assert.Equal(["temp_token"], first.Json.Members());
        Assert.Matches("^[0-9a-f]{32}$", first.Json.Text("temp_token"));
        Assert.NotEqual(first.Json.Text("temp_token"), second.Json.Text("temp_token"));
        Assert.False(first.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Signup_NewAddress_MailsCodeAndLinkInBothParts()
    {
        var email = Applicant.NewAddress();

        await Applicant.SignUpAsync(service, email);

        var mail = await service.MailToAsync(email);
        var (text, html) = (mail.Part("text/plain"), mail.Part("text/html"));
        Assert.Equal(Applicant.Subject, mail.Header("Subject"));
        Assert.Matches("""type [0-9]{6}\.\r\n""", text);
        Assert.Matches($"\n{service.Address}auth/email-verify\\?token=[0-9a-f]{{64}}\r\n", text);
        Assert.Matches("""type [0-9]{6}\.</p>""", html);
        Assert.Matches($"<a href=\"{service.Address}auth/email-verify\\?token=[0-9a-f]{{64}}\">", html);
    }

    [Theory]
    [InlineData("  {0} ")]
    [InlineData("{0}\\t")]
    public async Task Signup_AddressInSpaces_IsMailedWithoutThem(string written)
    {
        var email = Applicant.NewAddress();

        var response = await service.CallAsync("POST", "/auth/signup", body: $$"""{"email":"{{written.Replace("{0}", email, StringComparison.Ordinal)}}","accepted_tos":true}""");

        Assert.Equal((200, Applicant.Subject), (response.Status, (await service.MailToAsync(email)).Header("Subject")));
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("customer, upper case")]
    [InlineData("customer, in spaces")]
    [InlineData("customer, frozen")]
    [InlineData("agent")]
    [InlineData("agent, upper case")]
    public async Task Signup_KnownAddress_IsAnsweredAsAnyAndOnlyTheOwnerIsTold(string known)
    {
        var (email, written) = await AddKnownAsync(known);
        var before = await service.Seed.SnapshotAsync();

        var unknown = await Applicant.SignUpAsync(service, Applicant.NewAddress());
        var response = await Applicant.SignUpAsync(service, written);

        Assert.Equal((unknown.Status, unknown.Body.Length), (response.Status, response.Body.Length));
        Assert.Equal(HeadersOf(unknown), HeadersOf(response));
        Assert.Equal(["temp_token"], response.Json.Members());
        Assert.Matches("^[0-9a-f]{32}$", response.Json.Text("temp_token"));
        var mail = await service.MailToAsync(email);
        Assert.Equal("You have an account already", mail.Header("Subject"));
        Assert.All(["text/plain", "text/html"], part =>
        {
            Assert.Contains("There is an account for it already", mail.Part(part), StringComparison.Ordinal);
            Assert.DoesNotMatch("[0-9]{6}|token|http|href", mail.Part(part));
        });
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task Signup_KnownAddress_NoCodeIsGood()
    {
        var (_, written) = await AddKnownAsync("customer");
        var before = await service.Seed.SnapshotAsync();
        var tempToken = (await Applicant.SignUpAsync(service, written)).Json.Text("temp_token");
        var body = JsonText.Write(new { temp_token = tempToken, code = "123456" });

        for (var number = 0; number < 5; number++)
        {
            Refusal.Is(await service.CallAsync("POST", "/auth/complete-signup", body: body), 400, "INVALID_CODE");
        }

        Refusal.Is(await service.CallAsync("POST", "/auth/complete-signup", body: body), 429, "RATE_LIMIT_EXCEEDED");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    /// <summary>Whoever could try every code, and more often than five times, would still get nothing.</summary>
    [Fact]
    public async Task Signup_KnownAddress_EvenItsSecretCodeMakesNothing()
    {
        var (email, written) = await AddKnownAsync("agent");
        var before = await service.Seed.SnapshotAsync();
        var tempToken = (await Applicant.SignUpAsync(service, written)).Json.Text("temp_token");
        var code = await SignupSecrets.FindCodeAsync(service, tempToken);

        var response = await service.CallAsync("POST", "/auth/complete-signup", body: JsonText.Write(new { temp_token = tempToken, code }));

        Refusal.Is(response, 409, "CUSTOMER_ALREADY_EXISTS");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(["You have an account already"], await service.SubjectsToAsync(email));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signup_NameAndDetail_NeverStandInAMail(bool isKnown)
    {
        const string Name = "Visit evil.example";
        const string Detail = "and win <b>a prize</b>";
        var email = isKnown ? (await AddKnownAsync("customer")).Email : Applicant.NewAddress();

        if (isKnown)
        {
            await Applicant.SignUpAsync(service, email, Name, Detail);
        }
        else
        {
            await (await Applicant.AddAsync(service, email, Name, Detail)).CompleteAsync();
        }

        var mails = await service.MailsToAsync(email);
        Assert.Equal(isKnown ? 1 : 2, mails.Count);
        Assert.All(mails, mail => Assert.DoesNotMatch("evil|prize", mail.Source + mail.Part("text/plain") + mail.Part("text/html")));
    }

    [Fact]
    public async Task Signup_AgainAMinuteLater_EndsTheFirstCodeAndLink()
    {
        var first = await Applicant.AddAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Applicant.AddAsync(service, first.Email.ToUpperInvariant());

        Refusal.Is(await first.CompleteAsync(), 400, "INVALID_CODE");
        Refusal.Is(await first.VerifyAsync(), 400, "INVALID_CODE");
        Assert.Equal(400, (await service.CallAsync("GET", first.Link.PathAndQuery)).Status);
        Refusal.Is(await second.CompleteAsync(tempToken: first.TempToken), 400, "INVALID_CODE");
        Assert.Equal(0, await first.CountCustomersAsync());

        Assert.Equal(200, (await second.CompleteAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signup_AgainAtTheSameMoment_MailsNothingAndLeavesTheFirstGood(bool byLink)
    {
        using var hold = service.Clock.HoldAt(service.Clock.GetUtcNow());
        var first = await Applicant.AddAsync(service);

        var second = await Applicant.SignUpAsync(service, first.Email);

        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.TempToken, second.Json.Text("temp_token"));
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(first.Email));
        Assert.Equal(200, (byLink ? await first.VerifyAsync() : await first.CompleteAsync()).Status);
    }

    [Fact]
    public async Task Signup_BesideAnyCredential_IsNotDisturbed()
    {
        var body = JsonText.Write(new { email = Applicant.NewAddress(), accepted_tos = true });

        var response = await service.CallAsync("POST", "/auth/signup?token=stale&accesskey=stale", "stale", body, "Cookie: token=stale", "Sec-Fetch-Site: cross-site", "Origin: https://app.example.net");

        Assert.Equal((200, "*"), (response.Status, response.Header("Access-Control-Allow-Origin")));
    }

    /// <summary>Headers that must not tell one answer from another.</summary>
    private static string HeadersOf(RawResponse response) => string.Join('\n', response.Headers
        .Where(header => header.Key is not ("Date" or "X-Request-Id"))
        .Select(header => $"{header.Key}: {string.Join(" | ", header)}").Order(StringComparer.Ordinal));

    /// <returns>The address, and how the stranger writes it.</returns>
    private async Task<(string Email, string Written)> AddKnownAsync(string known)
    {
        var customer = await service.Seed.AddCustomerAsync();
        var email = known.StartsWith("agent", StringComparison.Ordinal) ? (await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent)).Username : customer.Email;
        if (known.EndsWith("frozen", StringComparison.Ordinal))
        {
            await service.Seed.FreezeAsync(customer.Id);
        }

        return (email, known.EndsWith("upper case", StringComparison.Ordinal) ? email.ToUpperInvariant() : known.EndsWith("in spaces", StringComparison.Ordinal) ? $"  {email} " : email);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignupTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignupTests(service);
}
