using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.PasswordReset;

/// <summary>Which passwords a link sets. A bad one uses nothing up.</summary>
public abstract class ResetPasswordRuleTests(AuthService service)
{
    private const string SeventyTwo = "velvet anchor sunrise kettle bishop marble tunnel frozen otters yellow k";

    public static TheoryData<string> GoodPasswords =>
    [
        "kV7#tq2W",
        SeventyTwo,
        "жук лампа снег дверь окно", // 46 bytes
        "€漢字かな交じり文の合言葉です長い", // 51 bytes
        "😀🚀🎈🧭🪁🦊🌵🍉🪐🎲🧩🪗🧵🪞🫖🪴🧨🪢", // 72 bytes
    ];

    public static TheoryData<string, string, string> BadPasswords => new()
    {
        { "kV7#tq2", "WEAK_PASSWORD", "min_length" },
        { "€漢字かな交じ", "WEAK_PASSWORD", "min_length" },
        { SeventyTwo + "z", "INVALID_ARGUMENT", "max_length" },
        { SeventyTwo[..^1] + "é", "INVALID_ARGUMENT", "max_length" },
        { "😀🚀🎈🧭🪁🦊🌵🍉🪐🎲🧩🪗🧵🪞🫖🪴🧨🪢z", "INVALID_ARGUMENT", "max_length" },
        { "velvet \0 sunrise", "INVALID_ARGUMENT", "characters" },
        { "password", "WEAK_PASSWORD", "guessable" },
        { "qwertyuiop", "WEAK_PASSWORD", "guessable" },
        { "voipbin1", "WEAK_PASSWORD", "guessable" },
        { "{username}", "WEAK_PASSWORD", "guessable" },
        { "{USERNAME}", "WEAK_PASSWORD", "guessable" },
    };

    [Theory]
    [MemberData(nameof(GoodPasswords))]
    public async Task Reset_GoodPassword_IsReadWhole(string password)
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);

        var response = await service.ResetAsync(await service.IssueLinkAsync(agent.Id), password);

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, password)).Status);
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, password[..^2] + "!!"));
    }

    [Theory]
    [MemberData(nameof(BadPasswords))]
    public async Task Reset_BadPassword_IsToldWhyAndUsesNothingUp(string password, string reason, string rule)
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);
        var token = await service.IssueLinkAsync(agent.Id);
        var text = password.Replace("{username}", agent.Username, StringComparison.Ordinal).Replace("{USERNAME}", agent.Username.ToUpperInvariant(), StringComparison.Ordinal);
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var response = await service.ResetAsync(token, text);

        var details = Refusal.Is(response, 400, reason);
        Refusal.Names(details, "password", rule);
        Assert.Equal(1, details.GetArrayLength());
        Assert.Equal((before, 0), (await service.Seed.SnapshotAsync(agent.CustomerId), await service.Seed.CountAuditedAsync(agent.CustomerId)));
        Assert.True(await service.IsGoodAsync(token));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ResetPasswordRuleTests(service);
}
