using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>Rules that change while the service runs.</summary>
public sealed class RuleReloadTests(RuledService service) : IClassFixture<RuledService>
{
    private const string Open = """{"rules":[{"allow":"public"}]}""";

    [Fact]
    public async Task File_Changes_CountWithoutARestartAndWrongOnesDoNot()
    {
        Assert.Equal(401, await DecideAsync());

        await WriteAsync(Open);
        await Eventually.IsTrueAsync(async () => await DecideAsync() == 200, "the new rules count");
        await WriteAsync("""{"rules":[{"path":"/x","allow":"caller"}]}""");
        await Eventually.IsTrueAsync(() => service.Log.Lines.Any(line => line.Level == LogLevel.Error && line.Text.Contains("The last rule must be the default", StringComparison.Ordinal)), "the fault is told");
        var afterAFault = await DecideAsync();
        File.Delete(service.RulesFile);
        await Eventually.IsTrueAsync(() => service.Log.Lines.Count(line => line.Level == LogLevel.Error) > 1, "the missing file is told");
        var withoutFile = await DecideAsync();
        await WriteAsync(RuledService.Rules);
        await Eventually.IsTrueAsync(async () => await DecideAsync() == 401, "the first rules count again");

        Assert.Equal((200, 200), (afterAFault, withoutFile));
    }

    /// <summary>As an editor does, and as Kubernetes exchanges what is mounted: another file takes the name.</summary>
    private async Task WriteAsync(string text)
    {
        await File.WriteAllTextAsync(service.RulesFile + ".new", text);
        File.Move(service.RulesFile + ".new", service.RulesFile, overwrite: true);
    }

    private async Task<int> DecideAsync() => (await service.Decisions.DecideAsync("auth-request", "GET", "/x")).Status;
}
