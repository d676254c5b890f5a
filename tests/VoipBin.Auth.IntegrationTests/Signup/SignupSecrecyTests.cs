using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Code, link and temp_token are known to those who were sent them, and to nobody who reads the database or the log.</summary>
public abstract class SignupSecrecyTests(AuthService service)
{
    /// <summary>A stranger who signed somebody else's address up holds the temp_token, and must not see whether its owner used the mailed link.</summary>
    [Fact]
    public async Task Complete_WithoutTheCode_AnswersAlikeBeforeAndAfterTheLinkWasUsed()
    {
        var (waiting, done) = (await Applicant.AddAsync(service), await Applicant.AddAsync(service));
        Assert.Equal(200, (await done.VerifyAsync()).Status);

        var answers = new List<(string Waiting, string Done)>();
        foreach (var password in new[] { "12345678" }.Concat(Enumerable.Repeat(Applicant.Password, 12)))
        {
            var (one, other) = (await waiting.CompleteAsync(waiting.WrongCode, password), await done.CompleteAsync(done.WrongCode, password));
            answers.Add(($"{one.Status} {one.Reason}", $"{other.Status} {other.Reason}"));
        }

        Assert.All(answers, answer => Assert.Equal(answer.Waiting, answer.Done));
        Assert.Equal(["400 WEAK_PASSWORD", "400 INVALID_CODE", "429 RATE_LIMIT_EXCEEDED"], answers.Select(answer => answer.Done).Distinct());
    }

    [Fact]
    public async Task Signup_AnyWay_LeavesNoSecretInTheDatabase()
    {
        List<Applicant> applicants = [];
        foreach (var way in (Func<Applicant, Task>[])[StayAsync, FailAsync, CompleteAsync, VerifyAsync])
        {
            applicants.Add(await Applicant.AddAsync(service));
            await way(applicants[^1]);
            await service.MailsToAsync(applicants[^1].Email);
        }

        var (rows, dump) = (await service.RowsAsync(), await service.DumpAsync());

        Assert.All(applicants, applicant =>
        {
            Assert.Contains(applicant.Email, rows, StringComparison.Ordinal);
            Assert.DoesNotMatch(AsAWord(applicant.Code), rows);
            Assert.All([.. Forms(applicant.TempToken), .. Forms(applicant.LinkToken), .. Digests(applicant.Code)], form => Assert.DoesNotContain(form, dump, StringComparison.OrdinalIgnoreCase));
        });
    }

    /// <summary>The search above finds what is there: the hashes of the two long secrets.</summary>
    [Fact]
    public async Task Signup_AnyWay_LeavesTheHashOfItsTokensInTheDatabase()
    {
        var applicant = await Applicant.AddAsync(service);

        var dump = await service.DumpAsync();

        Assert.All([applicant.TempToken, applicant.LinkToken], token => Assert.Contains(Binary(SHA256.HashData(Encoding.UTF8.GetBytes(token))), form => dump.Contains(form, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Signup_AnyWay_LeavesNoSecretInTheLog()
    {
        service.Log.Clear();
        var (completed, verified, failed) = (await Applicant.AddAsync(service), await Applicant.AddAsync(service), await Applicant.AddAsync(service));

        await CompleteAsync(completed);
        await VerifyAsync(verified);
        await FailAsync(failed);

        Assert.NotEmpty(service.Log.Lines);
        Assert.All([completed, verified, failed], applicant =>
        {
            Assert.Empty(service.Log.LinesWith(applicant.TempToken));
            Assert.Empty(service.Log.LinesWith(applicant.LinkToken));
            Assert.Empty(service.Log.LinesWith(applicant.Email));
            Assert.DoesNotContain(service.Log.Lines, line => Regex.IsMatch(line.Text, AsAWord(applicant.Code), RegexOptions.None, TimeSpan.FromSeconds(1)));
        });
        Assert.Empty(service.Log.LinesWith(Applicant.Password));
    }

    private static Task StayAsync(Applicant applicant) => Task.CompletedTask;

    private static async Task CompleteAsync(Applicant applicant)
    {
        Assert.Equal(200, (await applicant.CompleteAsync(password: Applicant.Password)).Status);
        Assert.Equal(400, (await applicant.CompleteAsync(password: Applicant.Password)).Status);
    }

    private static async Task VerifyAsync(Applicant applicant)
    {
        var page = await FormPage.OpenAsync(applicant.Service, applicant.Link.PathAndQuery);
        Assert.Equal(200, (await page.SubmitAsync()).Status);
        Assert.Equal(400, (await applicant.VerifyAsync()).Status);
    }

    private static async Task FailAsync(Applicant applicant)
    {
        for (var number = 0; number < 7; number++)
        {
            await applicant.CompleteAsync(applicant.Other(number == 6 ? 999_999 : number + 1));
        }

        Assert.Equal(400, (await applicant.CompleteAsync(tempToken: applicant.LinkToken)).Status);
        Assert.Equal(400, (await applicant.VerifyAsync(applicant.TempToken)).Status);
        Assert.Equal(400, (await applicant.Service.CallAsync("GET", $"/auth/email-verify?token={applicant.LinkToken}x")).Status);
    }

    /// <summary>Six digits stand in many a number; alone they stand nowhere by chance.</summary>
    private static string AsAWord(string code) => $"(?<![0-9A-Za-z.-]){code}(?![0-9A-Za-z-])";

    /// <summary>How the text of a hexadecimal secret, or what it stands for, may lie in a table.</summary>
    private static IEnumerable<string> Forms(string secret) =>
        [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), .. Binary(Encoding.UTF8.GetBytes(secret)), .. Binary(Convert.FromHexString(secret))];

    /// <summary>What a code must not be stored as: there are only a million of them, so that no hash without a key hides one.</summary>
    private static IEnumerable<string> Digests(string code) =>
        [.. Binary(SHA256.HashData(Encoding.UTF8.GetBytes(code))), .. Binary(SHA512.HashData(Encoding.UTF8.GetBytes(code)))];

    /// <summary>Bytes as SQLite's file has them, as PostgreSQL prints them, and as text.</summary>
    private static IEnumerable<string> Binary(byte[] bytes) => [Encoding.Latin1.GetString(bytes), Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes)];

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignupSecrecyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignupSecrecyTests(service);
}
