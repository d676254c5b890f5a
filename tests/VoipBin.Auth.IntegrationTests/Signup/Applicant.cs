using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Signup;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Somebody who has signed up, and has the mail with code and link before him.</summary>
internal sealed partial record Applicant(AuthService Service, string Email, string TempToken, string Code, Uri Link)
{
    public const string Subject = "Confirm your address";

    /// <summary>A good password that is nobody's yet.</summary>
    public const string Password = "lamp otter granite";

    /// <summary>The secret of the link.</summary>
    public string LinkToken => Link.Query["?token=".Length..];

    /// <summary>A code that was not mailed.</summary>
    public string WrongCode => Other(1);

    public static string NewAddress() => $"{Guid.CreateVersion7():N}@example.net";

    public static Task<RawResponse> SignUpAsync(AuthService service, string email, string? name = null, string? detail = null, params string[] headers) =>
        service.CallAsync("POST", "/auth/signup", bearer: null, JsonText.Write(new { email, accepted_tos = true, name, detail }), headers);

    /// <summary>Signs up, and reads the newest mail.</summary>
    public static async Task<Applicant> AddAsync(AuthService service, string? email = null, string? name = null, string? detail = null)
    {
        email ??= NewAddress();
        var response = await SignUpAsync(service, email, name, detail);
        Assert.Equal(200, response.Status);
        var text = await ReadMailAsync(service, email);
        return new(service, email, response.Json.Text("temp_token"), CodeIn(text), new(LinkPattern().Match(text).Value));
    }

    /// <summary>The code of the newest mail to an address.</summary>
    public static async Task<string> ReadCodeAsync(AuthService service, string email) => CodeIn(await ReadMailAsync(service, email));

    /// <summary>A code that was not mailed; another one for each number from 1 to 999999.</summary>
    public string Other(int number) => ((int.Parse(Code, CultureInfo.InvariantCulture) + number) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    public Task<RawResponse> CompleteAsync(string? code = null, string? password = null, string? tempToken = null) =>
        Service.CallAsync("POST", "/auth/complete-signup", bearer: null, JsonText.Write(new { temp_token = tempToken ?? TempToken, code = code ?? Code, password }));

    /// <summary>Sends the link's token as a program does.</summary>
    public Task<RawResponse> VerifyAsync(string? token = null, params string[] headers) =>
        Service.CallAsync("POST", "/auth/email-verify", bearer: null, JsonText.Write(new { token = token ?? LinkToken }), headers);

    /// <summary>How many living customers have the address.</summary>
    public Task<int> CountCustomersAsync()
    {
        var key = PendingSignup.KeyOf(Email);
        return Service.Seed.InDatabaseAsync(database => database.Set<Customer>().CountAsync(row => row.EmailKey == key && row.TmDelete == null));
    }

    private static async Task<string> ReadMailAsync(AuthService service, string email) =>
        (await service.MailsToAsync(email)).Last(mail => mail.Header("Subject") == Subject).Part("text/plain");

    private static string CodeIn(string text) => CodePattern().Match(text).Groups["code"].Value;

    [GeneratedRegex(@"type (?<code>[0-9]{6})\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
