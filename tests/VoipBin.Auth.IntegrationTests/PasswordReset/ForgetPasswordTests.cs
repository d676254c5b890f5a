using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Unregister;

namespace VoipBin.Auth.IntegrationTests.PasswordReset;

/// <summary>Everybody is answered alike; a mail goes to whom there is.</summary>
public abstract class ForgetPasswordTests(AuthService service)
{
    private const string Subject = "Set a new password";
    private const string NewPassword = "velvet anchor sunrise";

    private SmtpSink Sink => ((IMailingService)service).Sink;

    [Fact]
    public async Task Forget_KnownName_MailsALinkThatSetsAPassword()
    {
        var agent = await AddAgentAsync();

        var response = await service.ForgetAsync(agent.Username);

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        var mail = await service.MailForAsync(agent.Username, Subject);
        Assert.Contains("good for one hour, and once", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.StartsWith($"{service.Address}auth/password-reset?token=", mail.Link().AbsoluteUri, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", mail.LinkToken());
        Assert.Equal(200, (await service.ResetAsync(mail.LinkToken(), NewPassword)).Status);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, NewPassword)).Status);
    }

    [Fact]
    public async Task Forget_WhateverIsTyped_IsAnsweredAlike()
    {
        var agents = new[] { await AddAgentAsync(), await AddAgentAsync(), await AddAgentAsync() };
        var (frozen, deleted) = (await AddAgentAsync(), await AddAgentAsync());
        var (gone, ofGone) = (await Leaver.AddAsync(service), await AddAgentAsync());
        await service.Seed.FreezeAsync(frozen.CustomerId);
        await service.Seed.DeleteAgentAsync(deleted.Id);
        await service.Seed.DeleteCustomerAsync(ofGone.CustomerId);
        Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", gone.Token, Leaver.AtOnce)).Status);

        RawResponse[] responses =
        [
            await service.ForgetAsync(agents[0].Username),
            await service.ForgetAsync(agents[1].Username.ToUpperInvariant()),
            await service.ForgetAsync($"  {agents[2].Username}\t"),
            await service.ForgetAsync(frozen.Username),
            await service.ForgetAsync(deleted.Username),
            await service.ForgetAsync(gone.Admin.Username),
            await service.ForgetAsync(ofGone.Username),
            await service.ForgetAsync($"{Guid.CreateVersion7():N}@example.net"),
            await service.ForgetAsync("no address at all"),
            await service.ForgetAsync(" "),
            await service.ForgetAsync(new string('x', 5000)),
            await service.ForgetAsync("' OR 1=1 --\r\nBcc: everybody@example.net"),
        ];

        Assert.All(responses, response => Assert.Equal((200, "{}"), (response.Status, response.Body)));
        Assert.Single(responses.Select(Headers).Distinct());
        await service.MailsForAsync(frozen.Username);
        Assert.All([.. agents, frozen], agent => Assert.Single(Sink.TakenFor(agent.Username)));
        Assert.All([deleted, gone.Admin, ofGone], agent => Assert.DoesNotContain(Sink.TakenFor(agent.Username), mail => mail.Header("Subject") == Subject));
    }

    [Fact]
    public async Task Forget_UnknownName_WritesAsManyRowsAndMailsNobody()
    {
        var agent = await AddAgentAsync();
        var name = $"typed-{Guid.CreateVersion7():N}";
        await service.MailsForAsync(agent.Username);

        var (before, taken) = (await CountRowsAsync(), Sink.Taken.Count);
        var unknown = await service.ForgetAsync($"{name}@example.net");
        var between = await CountRowsAsync();
        await service.MailsForAsync(agent.Username);
        var takenForUnknown = Sink.Taken.Count - taken;
        await service.ForgetAsync(agent.Username);
        var after = await CountRowsAsync();

        Assert.Equal(0, takenForUnknown);
        Assert.Equal(Subtract(after, between), Subtract(between, before));
        Assert.Equal(["AuditEvent 1", "MailQuota 1", "MailedLink 1", "QueuedMail 1"], Subtract(between, before));
        var audited = await service.Seed.AuditedAsync(unknown);
        Assert.Equal(("agent.password_forgotten", null, null, "{}"), (audited.Type, audited.CustomerId, audited.SubjectId, audited.Data));
        Assert.DoesNotContain(name, await service.DumpAsync() + await service.RowsAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(service.Log.LinesWith(name));
        await service.MailForAsync(agent.Username, Subject);
    }

    [Theory]
    [InlineData("{}", "required")]
    [InlineData("""{"username":""}""", "required")]
    [InlineData("""{"username":null}""", "required")]
    [InlineData("""{"username":7}""", "type")]
    [InlineData("""{"username":"\ud800"}""", "type")]
    [InlineData("""{"username":"x\u0000@example.net"}""", "characters")]
    public async Task Forget_BadMember_IsNamed(string body, string rule)
    {
        var before = await CountRowsAsync();

        var response = await service.CallAsync("POST", "/auth/password-forgot", body: body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "username", rule);
        Assert.Equal(before, await CountRowsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Forget_BodyThatIsNotOneObject_IsRefused(string body) =>
        Refusal.Is(await service.CallAsync("POST", "/auth/password-forgot", body: body), 400, "INVALID_JSON_BODY");

    [Fact]
    public async Task Forget_MoreThanOneAMinute_MailsOneAndSaysNothing()
    {
        var agent = await AddAgentAsync();
        var start = service.Clock.GetUtcNow();

        using (service.Clock.HoldAt(start))
        {
            await service.ForgetAsync(agent.Username);
            var second = await service.ForgetAsync(agent.Username.ToUpperInvariant() + " ");
            Assert.Equal((200, "{}"), (second.Status, second.Body));
        }

        using (service.Clock.HoldAt(start.AddMinutes(1).AddTicks(-10)))
        {
            await service.ForgetAsync(agent.Username);
        }

        var mail = Assert.Single(await service.MailsForAsync(agent.Username));
        using (service.Clock.HoldAt(start.AddMinutes(1)))
        {
            Assert.True(await service.IsGoodAsync(mail.LinkToken()), "Who asks too often ends no link.");
            await service.ForgetAsync(agent.Username);
        }

        Assert.Equal(2, (await service.MailsForAsync(agent.Username)).Count);
    }

    [Fact]
    public async Task Forget_ManyAtOnce_MailsOne()
    {
        var agent = await AddAgentAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.ForgetAsync(agent.Username)));

        Assert.All(responses, response => Assert.Equal((200, "{}"), (response.Status, response.Body)));
        Assert.Single(await service.MailsForAsync(agent.Username));
    }

    [Fact]
    public async Task Forget_MoreThanFiveADay_MailsFive()
    {
        var agent = await AddAgentAsync();
        var start = service.Clock.GetUtcNow();

        foreach (var minute in (int[])[0, 1, 5, 60, 600, 601, 1439])
        {
            await ForgetAtAsync(agent, start.AddMinutes(minute));
        }

        Assert.Equal(5, (await service.MailsForAsync(agent.Username)).Count);
        await ForgetAtAsync(agent, start.AddDays(1));
        await ForgetAtAsync(agent, start.AddDays(1).AddSeconds(30));
        Assert.Equal(6, (await service.MailsForAsync(agent.Username)).Count);
    }

    [Fact]
    public async Task Forget_Again_EndsTheOlderLink()
    {
        var agent = await AddAgentAsync();
        await service.ForgetAsync(agent.Username);
        var older = (await service.MailForAsync(agent.Username, Subject)).LinkToken();
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        await service.ForgetAsync(agent.Username);

        var newer = (await service.MailsForAsync(agent.Username))[1].LinkToken();
        Refusal.Is(await service.ResetAsync(older, NewPassword), 400, "INVALID_CODE");
        Assert.Equal(200, (await service.ResetAsync(newer, NewPassword)).Status);
    }

    [Fact]
    public async Task Forget_OfSomebodyElse_EndsNoLinkOfMine()
    {
        var (agent, other) = (await AddAgentAsync(), await AddAgentAsync());
        await service.ForgetAsync(agent.Username);
        await service.ForgetAsync(other.Username);

        Assert.True(await service.IsGoodAsync((await service.MailForAsync(agent.Username, Subject)).LinkToken()));
    }

    [Fact]
    public async Task Forget_MailServerIsDown_IsAnsweredAndTheMailArrives()
    {
        var agent = await AddAgentAsync();
        await service.MailsForAsync(agent.Username);
        await Sink.StopAsync();

        var known = await service.ForgetAsync(agent.Username);
        var unknown = await service.ForgetAsync($"{Guid.CreateVersion7():N}@example.net");

        Sink.Start();
        Assert.Equal((200, "{}", Headers(unknown)), (known.Status, known.Body, Headers(known)));
        Assert.True(await service.IsGoodAsync((await service.MailForAsync(agent.Username, Subject)).LinkToken()));
    }

    [Fact]
    public async Task Forget_KnownName_IsAuditedAndLeavesNoSecretBehind()
    {
        var agent = await AddAgentAsync();

        var response = await service.ForgetAsync(agent.Username);

        var token = (await service.MailForAsync(agent.Username, Subject)).LinkToken();
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.password_forgotten", agent.CustomerId, agent.Id, null), (audited.Type, audited.CustomerId, audited.SubjectId, audited.AgentId));
        Assert.Equal(("127.0.0.1", "{}"), (audited.Address, audited.Data));
        Assert.DoesNotContain(token, await service.DumpAsync() + await service.RowsAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(service.Log.LinesWith(token));
        Assert.Empty(service.Log.LinesWith(agent.Username));
    }

    [Fact]
    public async Task Forget_ByWhateverHost_LinksToTheServiceItself()
    {
        var agent = await AddAgentAsync();

        await service.CallAsync(
            "POST", "/auth/password-forgot", bearer: null, JsonText.Write(new { username = agent.Username }), "Host: evil.example", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "Origin: https://evil.example");

        var mail = await service.MailForAsync(agent.Username, Subject);
        Assert.StartsWith(service.Address.AbsoluteUri, mail.Link().AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.Source + mail.Part("text/plain") + mail.Part("text/html"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Subtract(IReadOnlyDictionary<string, int> after, IReadOnlyDictionary<string, int> before) =>
        after.Select(table => (table.Key, Count: table.Value - before.GetValueOrDefault(table.Key))).Where(table => table.Count != 0).Select(table => $"{table.Key} {table.Count}");

    /// <summary>Everything but what differs in every answer.</summary>
    private static string Headers(RawResponse response) => string.Join('\n', response.Headers
        .Where(header => header.Key is not ("X-Request-Id" or "Date"))
        .SelectMany(header => header, (header, value) => $"{header.Key}: {value}"));

    private async Task ForgetAtAsync(Agent agent, DateTimeOffset instant)
    {
        using (service.Clock.HoldAt(instant))
        {
            await service.ForgetAsync(agent.Username);
        }
    }

    private protected async Task<Agent> AddAgentAsync() =>
        await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);

    /// <summary>How many rows each table has.</summary>
    private async Task<SortedDictionary<string, int>> CountRowsAsync() => new(
        (await service.RowsAsync()).Split('\n').Select(row => row.Split(' ')[0]).Where(name => name.Length > 0).CountBy(name => name).ToDictionary(),
        StringComparer.Ordinal);

    [Collection(MailingSqliteTests.Name)]
    public sealed class OnSqlite(MailingSqliteService service) : ForgetPasswordTests(service);

    [Collection(MailingPostgresTests.Name)]
    public sealed class OnPostgres(MailingPostgresService service) : ForgetPasswordTests(service)
    {
        /// <summary>On SQLite one writer waits for another before it reads a name.</summary>
        [Fact]
        public async Task Forget_WhileTheNameIsGivenUp_MailsNothingToTheOldAddress()
        {
            var agent = await AddAgentAsync();

            var response = await service.Seed.InDatabaseAsync(async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync();
                await database.Set<Agent>().Where(row => row.Id == agent.Id)
                    .ExecuteUpdateAsync(update => update.SetProperty(row => row.Username, "new-" + agent.Username).SetProperty(row => row.UsernameKey, "new-" + agent.Username));
                var forgetting = service.ForgetAsync(agent.Username);
                await Eventually.IsTrueAsync(
                    async () => await database.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted").SingleAsync() > 0,
                    "the request waits for the change");
                await transaction.CommitAsync();
                return await forgetting;
            });

            Assert.Equal((200, "{}"), (response.Status, response.Body));
            Assert.Empty(await service.MailsForAsync(agent.Username));
            Assert.Null((await service.Seed.AuditedAsync(response)).SubjectId);
        }
    }
}
