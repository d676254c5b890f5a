using System.Text.RegularExpressions;

namespace VoipBin.Auth.Tests.Conventions;

public sealed partial class FolderConventions
{
    private static readonly string[] EntityFrameworkFiles = ["Store.cs", "Configuration.cs"];
    private static readonly string[] HttpFolders = ["Authentication", "Problems", "Requests", "Telemetry", "Hosting", "Health", "OpenApi"];
    private static readonly string[] HttpFiles = ["Endpoints.cs", "Handler.cs", "Events.cs", "Cookie.cs"];

    [Fact]
    public void Folders_Each_IsInTheTable() =>
        Faults.AssertNone(SourceTree.Service.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct().Except(FolderTable.Allowed.Keys));

    [Fact]
    public void Folders_Each_UsesOnlyWhatTheTableAllows()
    {
        var faults =
            from file in SourceTree.Service
            where file.Folder.Length > 0
            from line in file.Lines
            from Match match in OurNamespace().Matches(line)
            let used = match.Groups["folder"].Value
            where used != file.Folder && !FolderTable.Allowed[file.Folder].Contains(used)
            select $"{file} uses {used}, which {file.Folder} may not";

        Faults.AssertNone(faults);
    }

    [Fact]
    public void Files_Each_HasTheNamespaceOfItsFolder()
    {
        var faults = SourceTree.Service
            .Where(file => file.Folder.Length > 0)
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
