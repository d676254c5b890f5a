using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>Signing up with nothing but a shell: the script of the examples, and the lines of the README, as they stand. <c>scripts/test</c> runs them as a step of their own.</summary>
[Collection(ProcessGroup.Name)]
public sealed partial class HeadlessSignupTests(PublishedService published)
{
    private const string Email = "you@example.net";

    private static string Script => Path.Combine(Repository.Root, "examples", "headless-signup.sh");

    [Fact]
    public async Task Script_OnSqlite_EndsWithAWorkingKey()
    {
        await using var place = Workplace.OnSqlite(published);

        await AssertSignsUpAsync(place, await place.StartReadyAsync());
    }

    [Fact]
    public async Task Script_OnPostgres_EndsWithAWorkingKey()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        await AssertSignsUpAsync(place, await place.StartReadyAsync());
    }

    [Fact]
    public async Task Script_AddressThatHasAnAccount_SaysSoAndFails()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var service = await place.StartReadyAsync();

        var result = await RunAsync(service.Address, place.Data, AuthService.Username);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"says that {AuthService.Username} has an account already", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, await place.CountAsync("customers"));
    }

    [Fact]
    public async Task Script_WhatItCannotUse_IsTold()
    {
        await using var place = Workplace.OnSqlite(published);
        using var closed = new PortForwarder("127.0.0.1", 1);
        var away = $"http://127.0.0.1:{closed.Port}";

        await AssertFailsAsync("usage: headless-signup.sh BASE_URL DATA_DIRECTORY EMAIL", away, place.Root);
        await AssertFailsAsync("is no e-mail address", away, place.Root, "you\"@example.net");
        await AssertFailsAsync($"the service does not answer at {away}", away, place.Root, Email);
    }

    [Fact]
    public async Task Script_AddressThatTheServiceRefusesAndMailThatDoesNotCome_SayWhy()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();
        var elsewhere = Path.Combine(place.Root, "elsewhere");

        await AssertFailsAsync("POST /auth/signup: the answer was 400: {\"error\":", service.Address.ToString(), place.Data, "nobody");
        var result = await Command.RunAsync("env", ["WAIT_SECONDS=1", Script, service.Address.ToString(), elsewhere, Email]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"no mail with a code came to {elsewhere}/mail", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, await place.CountAsync("customers"));
    }

    /// <summary>A newcomer copies the lines one after the other; only the port is another one here.</summary>
    [Fact]
    public async Task Readme_LinesOfSigningUp_WorkAsTheyStand()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();
        Directory.CreateSymbolicLink(Path.Combine(place.Root, "examples"), Path.Combine(Repository.Root, "examples"));
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var section = readme[readme.IndexOf("\n## Sign up\n", StringComparison.Ordinal)..readme.IndexOf("\n## Test it\n", StringComparison.Ordinal)];
        var lines = ShellBlock().Matches(section).Select(match => match.Groups["lines"].Value.Replace("http://localhost:8080", service.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)).ToList();

        var result = await Command.RunAsync("bash", ["-c", $"exec </dev/null; set -eu\n{string.Concat(lines)}"], place.Root);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Equal(5, lines.Count);
        Assert.Equal(3, await place.CountAsync("customers"));
        Assert.Contains("HTTP/1.1 200 OK", result.Output, StringComparison.Ordinal);
        await service.LoginForTokenAsync(Email, "lamp otter granite");
        await AssertWorksAsync(service, Key().Matches(result.Output)[0].Value);
        await AssertWorksAsync(service, Key().Matches(result.Output)[^1].Value);
    }

    private static async Task AssertSignsUpAsync(Workplace place, ServiceProcess service)
    {
        var customers = await place.CountAsync("customers");

        var result = await RunAsync(service.Address, place.Data, Email);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Equal("", result.Errors);
        Assert.Contains($"signing up {Email}", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Signup\"", result.Output, StringComparison.Ordinal);
        Assert.Equal(customers + 1, await place.CountAsync("customers"));
        await AssertWorksAsync(service, Assert.Single(Key().Matches(result.Output)).Value);
    }

    private static async Task AssertWorksAsync(ServiceProcess service, string key)
    {
        using var response = await service.ListAccesskeysAsync(key);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task AssertFailsAsync(string message, params string[] arguments)
    {
        var result = await Command.RunAsync(Script, arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(Uri address, string data, string email) => Command.RunAsync(Script, [address.ToString(), data, email]);

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("vb_[0-9A-Za-z]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
