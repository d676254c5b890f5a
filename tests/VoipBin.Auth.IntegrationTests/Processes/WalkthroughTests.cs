using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class WalkthroughTests(PublishedService published)
{
    private const int Steps = 24;

    [Fact]
    public async Task Walkthrough_OnSqliteWithTheGeneratedPassword_EveryStepIsAsDocumented()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();
        var notice = await FirstStartOutput.ReadAsync(service);
        var walkthrough = new Walkthrough(service.Address, notice.Username, notice.Password);

        var failures = await walkthrough.RunAsync();

        Assert.Empty(failures);
        Assert.Equal(Steps, walkthrough.Steps);
    }

    [Fact]
    public async Task Walkthrough_OnPostgresWithTheConfiguredPassword_EveryStepIsAsDocumented()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        var service = await place.StartReadyAsync();
        var walkthrough = new Walkthrough(service.Address, AuthService.Username, AuthService.Password);

        var failures = await walkthrough.RunAsync();

        Assert.Empty(failures);
        Assert.Equal(Steps, walkthrough.Steps);
    }
}
