using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class PublishedOutputTests(PublishedService published)
{
    private const string Project = "src/VoipBin.Auth";

    private static readonly string[] Allowed = [".dll", ".so", ".pdb", ".json", ".xml"];

    [Fact]
    public void Publish_AnyTime_HoldsTheServiceAndNothingElse()
    {
        var files = Directory.GetFiles(published.Location, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(published.Location, file)).ToList();

        Assert.Contains("appsettings.json", files);
        Assert.Contains("VoipBin.Auth", files);
        Assert.All(files.Where(file => file != "VoipBin.Auth"), file => Assert.Contains(Path.GetExtension(file), Allowed));
        Assert.DoesNotContain(files, file => file.StartsWith("data/", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, file => file.Contains("Tests", StringComparison.OrdinalIgnoreCase) || file.Contains("xunit", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, file => file.Contains("signing", StringComparison.OrdinalIgnoreCase) || file.Contains("appsettings.", StringComparison.OrdinalIgnoreCase) && file != "appsettings.json");
    }

    /// <summary>Asks the build which files it would take, in a copy of the sources in which the service was started.</summary>
    [Fact]
    public async Task Publish_DataDirectoryBesideTheSources_TakesNothingFromIt()
    {
        await using var place = Workplace.OnSqlite(published);
        CopySources(place.Root);
        string[] planted = ["data/signing.key", "data/keys/key-1.xml", "data/voipbin-auth.db", "data/planted.json", "data/Planted.cs", "data/Planted.resx"];
        foreach (var name in planted.Append("Seen.json"))
        {
            var file = Path.Combine(place.Root, Project, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "{}");
        }

        var result = await Command.RunAsync(
            "dotnet", ["msbuild", Project, "-nologo", "-getItem:Compile", "-getItem:Content", "-getItem:None", "-getItem:EmbeddedResource"], place.Root);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var taken = JsonDocument.Parse(result.Output).RootElement.GetProperty("Items").EnumerateObject()
            .SelectMany(kind => kind.Value.EnumerateArray()).Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/')).ToList();
        Assert.Contains("Program.cs", taken);
        Assert.Contains("Seen.json", taken);
        Assert.DoesNotContain(taken, item => item.Contains("data/", StringComparison.OrdinalIgnoreCase));
    }

    private static void CopySources(string target)
    {
        string[] shared = ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json"];
        foreach (var file in shared.Concat(Directory.GetFiles(Path.Combine(Repository.Root, Project), "*", SearchOption.TopDirectoryOnly).Select(file => Path.GetRelativePath(Repository.Root, file))))
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }
    }
}
