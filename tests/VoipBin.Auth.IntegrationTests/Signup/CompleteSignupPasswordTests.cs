using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>The password of a new admin is as good as any other, and one that is refused costs nothing.</summary>
public abstract class CompleteSignupPasswordTests(AuthService service)
{
    private const string Eight = "kV7#tq2W";

    public static TheoryData<string, string, string> BadPasswords => new()
    {
        { "", "WEAK_PASSWORD", "min_length" },
        { Eight[..7], "WEAK_PASSWORD", "min_length" },
        { "é€é€é€é", "WEAK_PASSWORD", "min_length" },
        { "lamp otter granite " + new string('é', 27), "INVALID_ARGUMENT", "max_length" },
        { "lamp otter granite " + new string('x', 54), "INVALID_ARGUMENT", "max_length" },
        { "password", "WEAK_PASSWORD", "guessable" },
        { "Password1", "WEAK_PASSWORD", "guessable" },
        { "qwertyuiop", "WEAK_PASSWORD", "guessable" },
        { "{email}", "WEAK_PASSWORD", "guessable" },
        { "Montgomery", "WEAK_PASSWORD", "guessable" },
        { "voipbin1", "WEAK_PASSWORD", "guessable" },
    };

    [Theory]
    [MemberData(nameof(BadPasswords))]
    public async Task Complete_BadPassword_IsRefusedAndCostsNoTry(string written, string reason, string rule)
    {
        var applicant = await Applicant.AddAsync(service, $"montgomery.{Applicant.NewAddress()}", "Montgomery Ltd.");
        var password = written == "{email}" ? applicant.Email : written;
        var before = await service.Seed.SnapshotAsync();

        var response = await applicant.CompleteAsync(password: password);

        Refusal.Names(Refusal.Is(response, 400, reason), "password", rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(0, (await SignupSecrets.FindAsync(service, applicant.TempToken)).Tries);
        Assert.Equal(200, (await applicant.CompleteAsync()).Status);
    }

    [Fact]
    public async Task Complete_BadPasswordsOftenerThanACodeMayBeTried_LeaveTheCodeGood()
    {
        var applicant = await Applicant.AddAsync(service);

        for (var number = 0; number < 7; number++)
        {
            Refusal.Is(await applicant.CompleteAsync(password: "password"), 400, "WEAK_PASSWORD");
        }

        Assert.Equal(200, (await applicant.CompleteAsync(password: Applicant.Password)).Status);
    }

    [Fact]
    public async Task Complete_BadPasswordWithoutATempToken_TellsOnlyThatTheCodeIsBad()
    {
        var applicant = await Applicant.AddAsync(service);

        Refusal.Is(await applicant.CompleteAsync(password: "password", tempToken: new('0', 32)), 400, "INVALID_CODE");
    }

    [Theory]
    [InlineData(Eight)]
    [InlineData("lamp otter granite xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("пароль из пяти очень хороших слов !!!!!")]
    public async Task Complete_GoodPassword_IsReadWhole(string password)
    {
        var applicant = await Applicant.AddAsync(service);

        Assert.Equal(200, (await applicant.CompleteAsync(password: password)).Status);

        Assert.Equal(200, (await service.LoginAsync(applicant.Email, password)).Status);
        Refusal.IsFailedLogin(await service.LoginAsync(applicant.Email, password[..^1] + "?"));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CompleteSignupPasswordTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CompleteSignupPasswordTests(service);
}
