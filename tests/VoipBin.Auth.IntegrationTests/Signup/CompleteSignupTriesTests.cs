using System.Globalization;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>A code may be tried five times, and a signup is completed once, however many ask at the same moment.</summary>
public abstract class CompleteSignupTriesTests(AuthService service)
{
    private const int MaximumTries = 5;

    [Fact]
    public async Task Complete_AfterFiveWrongCodes_IsLimitedAlsoWithTheRightOne()
    {
        var applicant = await Applicant.AddAsync(service);
        for (var number = 1; number <= MaximumTries; number++)
        {
            Refusal.Is(await applicant.CompleteAsync(applicant.Other(number)), 400, "INVALID_CODE");
        }

        var wrong = await applicant.CompleteAsync(applicant.WrongCode);
        var right = await applicant.CompleteAsync();

        Assert.All([wrong, right], response =>
        {
            var detail = Assert.Single(Refusal.Is(response, 429, "RATE_LIMIT_EXCEEDED").EnumerateArray());
            Assert.Equal("""{"limit":"tries_per_signup"}""", detail.GetRawText());
            Assert.InRange(int.Parse(response.Header("Retry-After"), CultureInfo.InvariantCulture), 3000, 3600);
        });
        Assert.Equal(0, await applicant.CountCustomersAsync());
    }

    [Fact]
    public async Task Complete_AfterFourWrongCodes_IsGoodWithTheRightOne()
    {
        var applicant = await Applicant.AddAsync(service);
        for (var number = 1; number < MaximumTries; number++)
        {
            Refusal.Is(await applicant.CompleteAsync(applicant.Other(number)), 400, "INVALID_CODE");
        }

        Assert.Equal(200, (await applicant.CompleteAsync()).Status);
    }

    /// <summary>Whoever is told to wait an hour finds the signup gone: he begins anew.</summary>
    [Fact]
    public async Task Complete_LimitedAndAnHourLater_IsAskedToBeginAnew()
    {
        var applicant = await Applicant.AddAsync(service);
        for (var number = 1; number <= MaximumTries; number++)
        {
            await applicant.CompleteAsync(applicant.Other(number));
        }

        var wait = int.Parse((await applicant.CompleteAsync()).Header("Retry-After"), CultureInfo.InvariantCulture);
        service.Clock.Advance(TimeSpan.FromSeconds(wait));

        Refusal.Is(await applicant.CompleteAsync(), 400, "INVALID_CODE");
        Assert.Equal(200, (await (await Applicant.AddAsync(service, applicant.Email)).CompleteAsync()).Status);
    }

    /// <summary>The link is no guess: who has it has the mail.</summary>
    [Fact]
    public async Task Verify_AfterFiveWrongCodes_IsGood()
    {
        var applicant = await Applicant.AddAsync(service);
        for (var number = 1; number <= MaximumTries; number++)
        {
            await applicant.CompleteAsync(applicant.Other(number));
        }

        Assert.Equal(200, (await applicant.VerifyAsync()).Status);
    }

    [Fact]
    public async Task Complete_AHundredWrongCodesAtOnce_AreJudgedFiveTimes()
    {
        var applicant = await Applicant.AddAsync(service);

        var responses = await Task.WhenAll(Enumerable.Range(1, 100).Select(number => applicant.CompleteAsync(applicant.Other(number))));

        Assert.Equal((MaximumTries, 95), (responses.Count(response => response.Reason == "INVALID_CODE"), responses.Count(response => response.Reason == "RATE_LIMIT_EXCEEDED")));
        Assert.Equal(MaximumTries, (await SignupSecrets.FindAsync(service, applicant.TempToken)).Tries);
        Refusal.Is(await applicant.CompleteAsync(), 429, "RATE_LIMIT_EXCEEDED");
        Assert.Equal(0, await applicant.CountCustomersAsync());
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(2, Applicant.Password)]
    [InlineData(10, null)]
    public async Task Complete_RightCodeManyTimesAtOnce_MakesOneCustomer(int count, string? password)
    {
        var applicant = await Applicant.AddAsync(service);

        var responses = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => applicant.CompleteAsync(password: password)));

        var completed = Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses.Where(response => response != completed), response => Assert.Contains(response.Reason, Refusals(count)));
        Assert.Equal(1, await applicant.CountCustomersAsync());
        Assert.Equal(200, await service.StatusOfAsync(completed.Json.GetProperty("accesskey").Text("token")));
        Assert.Equal(password is null ? 2 : 1, (await service.MailsToAsync(applicant.Email)).Count);
    }

    [Fact]
    public async Task CompleteAndVerify_AtOnce_OneWins()
    {
        for (var round = 0; round < 5; round++)
        {
            var applicant = await Applicant.AddAsync(service);

            var responses = await Task.WhenAll(applicant.CompleteAsync(), applicant.VerifyAsync());

            Refusal.Is(Assert.Single(responses, response => response.Status != 200), 400, "INVALID_CODE");
            Assert.Equal(1, await applicant.CountCustomersAsync());
            Assert.Equal([Applicant.Subject, Invitation.Subject], await service.SubjectsToAsync(applicant.Email));
        }
    }

    /// <summary>Whoever finds the tries used up is told that, before anybody looks at his code.</summary>
    private static string[] Refusals(int count) => count > MaximumTries ? ["INVALID_CODE", "RATE_LIMIT_EXCEEDED"] : ["INVALID_CODE"];

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CompleteSignupTriesTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CompleteSignupTriesTests(service);
}
