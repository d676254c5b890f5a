using System.Text.RegularExpressions;

namespace VoipBin.Auth.Tests.Conventions;

public sealed partial class FolderConventions
{
    private static readonly string[] EntityFrameworkFiles = ["Store.cs", "Configuration.cs"];
    private static readonly string[] HttpFolders = ["Authentication", "Problems", "Requests", "Telemetry", "Hosting", "Health", "OpenApi", "Pages", "AdminConsole", "ForwardAuth", "RateLimits"];
    private static readonly string[] HttpFiles = ["Endpoints.cs", "Handler.cs", "Events.cs", "Cookie.cs", "Filter.cs"];

    private static IEnumerable<(SourceFile File, string Folder)> Uses =>
        from file in SourceTree.Service
        where file.Folder.Length > 0
        from line in file.Lines
        from Match match in OurNamespace().Matches(line)
        let used = match.Groups["folder"].Value
        where used != file.Folder
        select (file, used);

    [Fact]
    public void Folders_Each_IsInTheTable() =>
        Faults.AssertNone(SourceTree.Service.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct().Except(FolderTable.Allowed.Keys));

    [Fact]
    public void Folders_Each_UsesOnlyWhatTheTableAllows()
    {
        var faults =
            from use in Uses
            where !FolderTable.Allowed.GetValueOrDefault(use.File.Folder, []).Contains(use.Folder)
            select $"{use.File} uses {use.Folder}, which {use.File.Folder} may not";

        Faults.AssertNone(faults);
    }

    /// <summary>The document tells what is, this project's table what may be.</summary>
    [Fact]
    public void Architecture_Document_TellsWhatEachFolderUses()
    {
        var documented = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "architecture.md"))
            .SkipWhile(line => !line.StartsWith("| Folder | may use |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' '));

        var used = SourceTree.Service.Select(file => file.Folder).Distinct().Where(folder => folder.Length > 0)
            .Select(folder => (Folder: folder, Uses: Uses.Where(use => use.File.Folder == folder).Select(use => use.Folder).Distinct().Order(StringComparer.Ordinal).ToArray()))
            .Select(row => $"{row.Folder} | {(row.Uses.Length == 0 ? "\u2013" : string.Join(", ", row.Uses))}")
            .ToArray();

        Faults.AssertNone(used.Except(documented).Select(row => $"docs/architecture.md has no row: | {row} |"));
        Faults.AssertNone(documented.Except(used).Select(row => $"docs/architecture.md is wrong in: | {row} |"));
    }

    [Fact]
    public void Files_Each_HasTheNamespaceOfItsFolder()
    {
        var faults = SourceTree.Service
            .Where(file => file.Folder.Length > 0 && !file.IsPage)
            .Where(file => !file.Lines.Contains($"namespace VoipBin.Auth.{file.Path[..file.Path.LastIndexOf('/')].Replace('/', '.')};"));

        Faults.AssertNone(faults);
    }

    [Fact]
    public void EntityFramework_Anywhere_OnlyInStoresAndMappings()
    {
        var faults = FilesWith("Microsoft.EntityFrameworkCore")
            .Where(file => file.Folder != "Storage" && !EntityFrameworkFiles.Any(file.Name.EndsWith));

        Faults.AssertNone(faults);
    }

    [Fact]
    public void HttpContext_Anywhere_OnlyAtTheEdges()
    {
        var faults = FilesWith("HttpContext")
            .Where(file => !HttpFolders.Contains(file.Folder) && !HttpFiles.Any(file.Name.EndsWith));

        Faults.AssertNone(faults);
    }

    [Fact]
    public void Bcrypt_Library_OnlyInOneFile() =>
        Assert.Equal("Agents/Bcrypt.cs", Assert.Single(FilesWith("BouncyCastle")).Path);

    private static IEnumerable<SourceFile> FilesWith(string text) =>
        SourceTree.Service.Where(file => file.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    [GeneratedRegex(@"\bVoipBin\.Auth\.(?<folder>[A-Z]\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurNamespace();
}
