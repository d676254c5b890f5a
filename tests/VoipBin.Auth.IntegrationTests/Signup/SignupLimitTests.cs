using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Whoever types somebody else's address must not fill his mailbox: one mail a minute, five a day, and nobody is told.</summary>
/// <param name="service">The service.</param>
/// <param name="width">How many requests the long run sends at a time: SQLite makes whoever finds it busy wait long.</param>
public abstract class SignupLimitTests(AuthService service, int width)
{
    private const int Rounds = 25;
    private const int ARound = 40;
    private const int AtOnce = 4;
    private const int MailsADay = 5;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMicroseconds(1);

    [Fact]
    public async Task Signup_AThousandTimesInADay_MailsFiveTimes()
    {
        var email = Applicant.NewAddress();
        var start = Start();
        List<RawResponse> responses = [];
        List<int> mails = [];

        for (var round = 0; round < Rounds; round++)
        {
            using (service.Clock.HoldAt(start + (round * TimeSpan.FromMinutes(55))))
            {
                responses.AddRange(await SignUpAsync(email, AtOnce, round <= MailsADay ? AtOnce : width));
                responses.AddRange(await SignUpAsync(email, ARound - AtOnce, width));
                mails.Add((await service.MailsToAsync(email)).Count);
            }
        }

        Assert.Equal([1, 2, 3, 4, .. Enumerable.Repeat(MailsADay, Rounds - 4)], mails);
        Assert.Equal(Rounds * ARound, responses.Count);
        Assert.All(responses, response => Assert.Equal((200, responses[0].Body.Length, "temp_token"), (response.Status, response.Body.Length, Assert.Single(response.Json.Members()))));
        Assert.Equal(Rounds * ARound, responses.Select(response => response.Json.Text("temp_token")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Signup_ByTheMinute_IsMailedAgainAfterAMinuteAndAfterADay()
    {
        var email = Applicant.NewAddress();
        var start = Start();

        Assert.Equal(1, await CountAfterAsync(email, start));
        Assert.Equal(1, await CountAfterAsync(email, start + Minute - Moment));
        Assert.Equal(2, await CountAfterAsync(email, start + Minute));
        Assert.Equal(2, await CountAfterAsync(email, start + (2 * Minute) - Moment));
        Assert.Equal(3, await CountAfterAsync(email, start + (2 * Minute)));
        Assert.Equal(4, await CountAfterAsync(email, start + (3 * Minute)));
        Assert.Equal(5, await CountAfterAsync(email, start + (4 * Minute)));
        Assert.Equal(5, await CountAfterAsync(email, start + (5 * Minute)));
        Assert.Equal(5, await CountAfterAsync(email, start + Day - Moment));
        Assert.Equal(6, await CountAfterAsync(email, start + Day));
        Assert.Equal(6, await CountAfterAsync(email, start + Day + Minute - Moment));
        Assert.Equal(7, await CountAfterAsync(email, start + Day + Minute));
    }

    [Fact]
    public async Task Signup_WhenAnAddressHasHadItsMails_OthersAreNotConcerned()
    {
        var email = Applicant.NewAddress();
        var start = Start();
        for (var number = 0; number < 6; number++)
        {
            await CountAfterAsync(email, start + (number * Minute));
        }

        var other = await Applicant.AddAsync(service);

        Assert.Equal(200, (await other.CompleteAsync()).Status);
        Assert.Equal(5, (await service.MailsToAsync(email)).Count);
    }

    /// <summary>Also somebody who has an account already must not be pestered.</summary>
    [Fact]
    public async Task Signup_OfAKnownAddressTwice_MailsOnce()
    {
        var customer = await service.Seed.AddCustomerAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Applicant.SignUpAsync(service, customer.Email)));

        Assert.Equal(["You have an account already"], await service.SubjectsToAsync(customer.Email));
    }

    /// <summary>Signs up often, so many at a time, with the address in any case of letters.</summary>
    private async Task<IReadOnlyList<RawResponse>> SignUpAsync(string email, int count, int atOnce)
    {
        List<RawResponse> responses = [];
        foreach (var chunk in Enumerable.Range(0, count).Chunk(atOnce))
        {
            responses.AddRange(await Task.WhenAll(chunk.Select(number => Applicant.SignUpAsync(service, number % 2 == 0 ? email : email.ToUpperInvariant()))));
        }

        return responses;
    }

    /// <summary>To the microsecond, as instants are stored.</summary>
    private DateTimeOffset Start() => new(service.Clock.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero);

    /// <summary>How many mails the address has had when somebody signs up with it at an instant.</summary>
    private async Task<int> CountAfterAsync(string email, DateTimeOffset instant)
    {
        using (service.Clock.HoldAt(instant))
        {
            Assert.Equal(200, (await Applicant.SignUpAsync(service, email)).Status);
            return (await service.MailsToAsync(email)).Count;
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SignupLimitTests(service, width: 1);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SignupLimitTests(service, width: 8);
}
