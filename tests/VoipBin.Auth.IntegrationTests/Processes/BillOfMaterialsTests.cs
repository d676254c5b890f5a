using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>What <c>scripts/sbom</c> says of the published service, compared with what it is made of.</summary>
[Collection(ProcessGroup.Name)]
public sealed partial class BillOfMaterialsTests(PublishedService published)
{
    [Fact]
    public async Task Script_PublishedService_NamesEveryPackageWithHashAndLicence()
    {
        var bill = JsonNode.Parse(await WriteAsync())!;
        var components = bill["components"]!.AsArray().Where(component => component!["purl"] is not null).ToDictionary(component => component!["purl"]!.GetValue<string>(), component => component!);

        Assert.Equal(("CycloneDX", "1.6"), (bill["bomFormat"]!.GetValue<string>(), bill["specVersion"]!.GetValue<string>()));
        Assert.Matches(SerialNumber(), bill["serialNumber"]!.GetValue<string>());
        var packages = Read("VoipBin.Auth.deps.json")["libraries"]!.AsObject().Where(library => library.Value!["type"]!.GetValue<string>() == "package").Select(library => library.Key.Split('/')).ToList();
        Assert.True(packages.Count > 20);
        Assert.All(packages, package =>
        {
            var component = components[$"pkg:nuget/{package[0]}@{package[1]}"];
            Assert.Equal((package[0], package[1], "required"), (component["name"]!.GetValue<string>(), component["version"]!.GetValue<string>(), component["scope"]!.GetValue<string>()));
            Assert.Equal(HashOf(package[0]), component["hashes"]![0]!["content"]!.GetValue<string>());
            Assert.NotEmpty(component["licenses"]!.AsArray());
        });
    }

    /// <summary>What only the build uses is named too, and is not what is shipped.</summary>
    [Fact]
    public async Task Script_PackagesOfTheBuild_AreExcluded()
    {
        var components = JsonNode.Parse(await WriteAsync())!["components"]!.AsArray();

        var analyzer = Assert.Single(components, component => component!["name"]!.GetValue<string>() == "Meziantou.Analyzer")!;

        Assert.Equal("excluded", analyzer["scope"]!.GetValue<string>());
        var frameworks = components.Where(component => component!["type"]!.GetValue<string>() == "framework").Select(component => component!["name"]!.GetValue<string>());
        Assert.Equal(["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"], frameworks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Script_Dependencies_AllLeadToComponents()
    {
        var bill = JsonNode.Parse(await WriteAsync())!;
        var known = bill["components"]!.AsArray().Append(bill["metadata"]!["component"]).Select(component => component!["bom-ref"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);

        var named = bill["dependencies"]!.AsArray().SelectMany(dependency => dependency!["dependsOn"]!.AsArray().Append(dependency["ref"])).Select(reference => reference!.GetValue<string>()).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, reference => Assert.Contains(reference, known));
    }

    [Fact]
    public async Task Script_SameBuild_WritesTheSameBytes() => Assert.Equal(await WriteAsync(), await WriteAsync());

    [Fact]
    public async Task Script_DirectoryWithoutAService_SaysSo()
    {
        await using var place = Workplace.OnSqlite(published);

        var result = await Command.RunAsync("bash", ["scripts/sbom", place.Root], Repository.Root);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("there is no published service in", result.Errors, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync()
    {
        var result = await Command.RunAsync("bash", ["scripts/sbom", published.Location], Repository.Root);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(published.Location, file)))!;

    /// <summary>As the lock file pins it.</summary>
    private static string HashOf(string package)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "VoipBin.Auth", "packages.lock.json")));
        var entry = file.RootElement.GetProperty("dependencies").EnumerateObject().Select(framework => framework.Value).First(packages => packages.TryGetProperty(package, out _)).GetProperty(package);
        return Convert.ToHexStringLower(Convert.FromBase64String(entry.GetProperty("contentHash").GetString()!));
    }

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SerialNumber();
}
