using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Signup;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>What a signup must say, and how much it may say.</summary>
public abstract class SignupBodyTests(AuthService service)
{
    /// <summary>Written as they stand in the body.</summary>
    public static TheoryData<string> BadAddresses =>
    [
        "",
        " ",
        "nobody",
        "@example.net",
        "nobody@",
        "no body@example.net",
        "nobody@exam ple.net",
        "nobody@home@example.net",
        "Nobody <nobody@example.net>",
        "<nobody@example.net>",
        "a@example.net,b@example.net",
        "a@example.net;b@example.net",
        @"nobody@example.net\r\nBcc: victim@example.net",
        @"nobody\u0000@example.net",
        @"nobody@example.net\u0000",
        new string('x', 65) + "@example.net",
        AddressOf(255),
        AddressOf(4000),
    ];

    public static TheoryData<string, string, string> BadMembers => new()
    {
        { """{"accepted_tos":true}""", "email", "format" },
        { """{"email":null,"accepted_tos":true}""", "email", "format" },
        { """{"email":7,"accepted_tos":true}""", "email", "type" },
        { """{"email":["{unique}"],"accepted_tos":true}""", "email", "type" },
        { """{"email":"{unique}"}""", "accepted_tos", "required" },
        { """{"email":"{unique}","accepted_tos":null}""", "accepted_tos", "required" },
        { """{"email":"{unique}","accepted_tos":false}""", "accepted_tos", "required" },
        { """{"email":"{unique}","accepted_tos":"true"}""", "accepted_tos", "type" },
        { """{"email":"{unique}","accepted_tos":1}""", "accepted_tos", "type" },
        { """{"email":"{unique}","accepted_tos":true,"name":"{256}"}""", "name", "max_length" },
        { """{"email":"{unique}","accepted_tos":true,"name":"a\u0000b"}""", "name", "characters" },
        { """{"email":"{unique}","accepted_tos":true,"name":"\ud800"}""", "name", "type" },
        { """{"email":"{unique}","accepted_tos":true,"name":7}""", "name", "type" },
        { """{"email":"{unique}","accepted_tos":true,"detail":"{4097}"}""", "detail", "max_length" },
        { """{"email":"{unique}","accepted_tos":true,"detail":"a\u0000b"}""", "detail", "characters" },
        { """{"email":"{unique}","accepted_tos":true,"detail":{}}""", "detail", "type" },
    };

    [Theory]
    [MemberData(nameof(BadAddresses))]
    public async Task Signup_NoAddress_StoresAndMailsNothing(string email)
    {
        var before = await CountAsync();

        var response = await service.CallAsync("POST", "/auth/signup", body: $$"""{"email":"{{email}}","accepted_tos":true}""");

        var detail = Assert.Single(Refusal.Is(response, 400, "INVALID_ARGUMENT").EnumerateArray());
        Assert.Equal(("email", "format"), (detail.Text("field"), detail.Text("rule")));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(BadMembers))]
    public async Task Signup_BadMember_StoresAndMailsNothing(string body, string field, string rule)
    {
        var before = await CountAsync();

        var response = await service.CallAsync("POST", "/auth/signup", body: Fill(body));

        var detail = Assert.Single(Refusal.Is(response, 400, "INVALID_ARGUMENT").EnumerateArray());
        Assert.Equal((field, rule), (detail.Text("field"), detail.Text("rule")));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"email":"a@example.net","accepted_tos":true""")]
    [InlineData("""{"email":"a@example.net","email":"b@example.net","accepted_tos":true}""")]
    public async Task Signup_NoObject_StoresAndMailsNothing(string body)
    {
        var before = await CountAsync();

        Refusal.Is(await service.CallAsync("POST", "/auth/signup", body: body), 400, "INVALID_JSON_BODY");

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Signup_EmptyObject_IsToldOfBothMembers()
    {
        var details = Refusal.Is(await service.CallAsync("POST", "/auth/signup", body: "{}"), 400, "INVALID_ARGUMENT");

        Refusal.Names(details, "email", "format");
        Refusal.Names(details, "accepted_tos", "required");
    }

    [Theory]
    [InlineData("""{"email":"{254}","accepted_tos":true}""")]
    [InlineData("""{"EMAIL":"{unique}","Accepted_Tos":true,"name":"{255}","detail":"{4096}"}""")]
    [InlineData("""{"email":"{unique}","accepted_tos":true,"name":null,"detail":"","webhook_uri":7}""")]
    [InlineData("""{"email":"o'brien+{unique}","accepted_tos":true}""")]
    public async Task Signup_AtTheLimits_IsMailed(string body)
    {
        var filled = Fill(body);
        var email = System.Text.Json.JsonDocument.Parse(filled).RootElement.EnumerateObject().First().Value.GetString()!;

        var response = await service.CallAsync("POST", "/auth/signup", body: filled);

        Assert.Equal(200, response.Status);
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(email));
    }

    private static string Fill(string body) => body
        .Replace("{unique}", Applicant.NewAddress(), StringComparison.Ordinal)
        .Replace("{254}", AddressOf(254), StringComparison.Ordinal)
        .Replace("{255}", new('x', 255), StringComparison.Ordinal)
        .Replace("{256}", new('x', 256), StringComparison.Ordinal)
        .Replace("{4096}", new('é', 4096), StringComparison.Ordinal)
        .Replace("{4097}", new('x', 4097), StringComparison.Ordinal);

    /// <summary>An address of so many characters; everything but its length is right.</summary>
    private static string AddressOf(int length)
    {
        var start = $"{Guid.CreateVersion7():N}@";
        var labels = string.Concat(Enumerable.Repeat(new string('d', 49) + ".", (length / 50) + 1));
        return start + labels[..(length - start.Length - 3)].TrimEnd('.').PadRight(length - start.Length - 3, 'd') + ".eu";
    }

    /// <summary>How much there is of everything that a signup writes.</summary>
    private Task<(int Signups, int Links, int Mails, int Quotas)> CountAsync() => service.Seed.InDatabaseAsync(async database => (
        await database.Set<PendingSignup>().CountAsync(),
        await database.Set<MailedLink>().CountAsync(),
        await database.Set<QueuedMail>().CountAsync(),
        await database.Set<MailQuota>().CountAsync()));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignupBodyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignupBodyTests(service);
}
