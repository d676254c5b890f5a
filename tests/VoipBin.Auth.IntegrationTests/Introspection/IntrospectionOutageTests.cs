using VoipBin.Auth.IntegrationTests.Http;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Introspection;

/// <summary>A database that is away says nothing about a credential: who asks must not be told that it is not good.</summary>
public sealed class IntrospectionOutageTests(OutageTests.CutOffService service) : IClassFixture<OutageTests.CutOffService>
{
    [Fact]
    public async Task Introspect_WhileTheDatabaseIsAway_AnswersWhatIsKnownAndElseToComeBack()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (_, known) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        var (_, unasked) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        var later = service.Seed.IssueToken(tenant.Admin);
        await service.RememberAsync(tenant, known);

        service.Relay.Cut();
        service.Log.Clear();
        bool[] active =
        [
            (await service.IntrospectAsync(tenant.Accesskey, known)).Json.GetProperty("active").GetBoolean(),
            (await service.IntrospectAsync(tenant.Accesskey, tenant.Token)).Json.GetProperty("active").GetBoolean(),
        ];
        RawResponse[] doubtful =
        [
            await service.IntrospectAsync(tenant.Accesskey, unasked),
            await service.IntrospectAsync(tenant.Accesskey, later),
            await service.IntrospectAsync(tenant.Accesskey, "vb_unknown"),
        ];
        var malformed = await service.IntrospectAsync(tenant.Accesskey, "eyJ.not.ours");
        service.Relay.Mend();

        Assert.Equal([true, true], active);
        Assert.All(doubtful, response => Refusal.Is(response, 503, "SERVICE_UNAVAILABLE"));
        Assert.Equal((200, IntrospectionCalls.Inactive), (malformed.Status, malformed.Body));
        Assert.All((string[])[known, unasked, later, tenant.Token, "vb_unknown"], secret => Assert.Empty(service.Log.LinesWith(secret)));
        await Eventually.IsTrueAsync(async () => (await service.IntrospectAsync(tenant.Accesskey, unasked)) is { Status: 200 } answer && answer.Json.GetProperty("active").GetBoolean(), "the database is found again");
    }
}
