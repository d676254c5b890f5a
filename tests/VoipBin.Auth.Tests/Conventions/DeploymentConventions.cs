using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VoipBin.Auth.Tests.Conventions;

/// <summary>What keeps an intruder small: containers that can do and write next to nothing, and packages that are the ones that were looked at.</summary>
public sealed partial class DeploymentConventions
{
    /// <summary>What a service of the compose file may do beyond nothing. Ours may do nothing.</summary>
    private static readonly Dictionary<string, string[]> Capabilities = new()
    {
        ["postgres"] = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"],
        ["auth"] = [],
        ["sample"] = [],
        ["proxy"] = ["CHOWN", "DAC_OVERRIDE", "NET_BIND_SERVICE", "SETGID", "SETUID"],
        ["mail"] = [],
    };

    private static readonly string[] Dockerfiles = ["Dockerfile", "deploy/sample/Dockerfile"];

    public static TheoryData<string> Services => [.. Capabilities.Keys];

    public static TheoryData<string> Images => [.. Dockerfiles];

    [Fact]
    public void Compose_Services_AreTheOnesThatAreLookedAt()
    {
        var text = Read("docker-compose.yml");
        var services = text[text.IndexOf("\nservices:\n", StringComparison.Ordinal)..text.IndexOf("\nnetworks:\n", StringComparison.Ordinal)];

        Assert.Equal(Capabilities.Keys.Order(StringComparer.Ordinal), ServiceName().Matches(services).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(["docker-compose.yml"], Files("*compose*.y*ml"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Compose_EachService_WritesNowhereAndMayDoNothingMore(string service)
    {
        var block = Service(service);

        Assert.Contains("    read_only: true\n", block, StringComparison.Ordinal);
        Assert.Equal(["ALL"], Items(block, "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], Items(block, "security_opt"));
        Assert.Equal(Capabilities[service], Items(block, "cap_add"));
        Assert.DoesNotMatch(Privileges(), block);
    }

    /// <summary>No shell, no package manager, nothing that is run while it is built, and somebody else than root.</summary>
    [Theory]
    [MemberData(nameof(Images))]
    public void Dockerfile_OfEachImage_HasNoShellAndIsNotRoot(string file)
    {
        var text = Read(file);
        var final = text[text.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];

        Assert.Matches(ChiseledBase(), text);
        Assert.StartsWith("\nFROM ${RUNTIME_IMAGE}\n", final, StringComparison.Ordinal);
        Assert.Contains("\nUSER $APP_UID\n", final, StringComparison.Ordinal);
        Assert.DoesNotMatch(NeedsShell(), final);
    }

    /// <summary>A package is restored in the version, and with the content, that somebody looked at.</summary>
    [Fact]
    public void Projects_Each_HasALockFile()
    {
        var projects = Files("*.csproj");

        Faults.AssertNone(projects.Where(project => !File.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(project)!, "packages.lock.json"))));
        Assert.Equal("true", Property("RestorePackagesWithLockFile"));
        Assert.True(projects.Count >= 9);
    }

    [Theory]
    [InlineData("scripts/test")]
    [InlineData("scripts/publish")]
    [InlineData("deploy/sample/Dockerfile")]
    public void Restore_OfTestsAndImages_IsLocked(string file)
    {
        var restores = Restore().Matches(Read(file)).Select(match => match.Value).ToList();

        Assert.NotEmpty(restores);
        Assert.All(restores, restore => Assert.True(restore.Contains("--locked-mode", StringComparison.Ordinal) || restore.Contains("${restore[@]}", StringComparison.Ordinal), restore));
        Assert.Contains("--locked-mode", Read(file), StringComparison.Ordinal);
    }

    /// <summary>The packages that packages bring are looked at too; what is passed over is told, with the reason.</summary>
    [Fact]
    public void Audit_PassedOverAdvisories_AreExplained()
    {
        var explained = Read("docs/security.md");
        var advisories = Files("*.csproj").Append("Directory.Build.props")
            .SelectMany(file => XDocument.Load(Path.Combine(SourceTree.Root, file)).Descendants("NuGetAuditSuppress"))
            .Select(item => item.Attribute("Include")!.Value.Split('/')[^1])
            .ToList();

        Assert.NotEmpty(advisories);
        Faults.AssertNone(advisories.Where(advisory => !explained.Contains(advisory, StringComparison.Ordinal)));
        Assert.Equal("all", Property("NuGetAuditMode"));
    }

    private static string Property(string name) => XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Build.props")).Descendants(name).Single().Value;

    private static string Read(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file));

    private static List<string> Files(string pattern) =>
        [.. new[] { "", "src", "tests", "deploy" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(SourceTree.Root, folder), pattern, folder.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file))];

    /// <summary>From its name to the next thing that stands as far left.</summary>
    private static string Service(string name)
    {
        var text = Read("docker-compose.yml");
        var begin = text.IndexOf($"\n  {name}:\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"The compose file has no service {name}.");
        var next = NextBlock().Match(text, begin + 1 + name.Length + 4);
        return text[begin..(next.Success ? next.Index : text.Length)];
    }

    private static string[] Items(string block, string key)
    {
        var match = Regex.Match(block, $@"\n    {key}:\n(?<items>(?:      - .*\n)+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return [.. match.Groups["items"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().TrimStart('-').Trim())];
    }

    [GeneratedRegex(@"^  (?<name>[a-z]+):$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"\n {0,2}[^ \n]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextBlock();

    [GeneratedRegex(@"\n    (privileged|pid|ipc|userns_mode|network_mode|devices):|docker\.sock|user: *[""']?(0|root)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Privileges();

    [GeneratedRegex(@"^ARG RUNTIME_IMAGE=mcr\.microsoft\.com/dotnet/aspnet:10\.0-noble-chiseled$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChiseledBase();

    /// <summary>RUN, and programs that are not written as a list.</summary>
    [GeneratedRegex(@"^RUN\b|^SHELL\b|^(ENTRYPOINT|CMD) +[^\[]|^HEALTHCHECK.* CMD +[^\[]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NeedsShell();

    [GeneratedRegex(@"dotnet restore.*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Restore();
}
