using System.Text.RegularExpressions;
using VoipBin.Auth.Tests.Problems;

namespace VoipBin.Auth.Tests.Conventions;

public sealed partial class DocumentationConventions
{
    /// <summary>The table in <c>docs/errors.md</c>: status code, status, reason.</summary>
    [Fact]
    public void Errors_Documented_AreThoseOfTheCatalogue()
    {
        var documented = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "errors.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups["code"]} {match.Groups["status"]} {match.Groups["reason"]}")
            .Order(StringComparer.Ordinal);

        var refusals = ProblemCatalogueTests.All
            .Select(problem => $"{problem.StatusCode} {problem.Status} {problem.Reason}")
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(refusals, documented);
    }

    /// <summary>Where a document says that a test shows something, there is that test.</summary>
    [Fact]
    public void Tests_NamedInDocuments_AreThere()
    {
        var classes = SourceTree.All.SelectMany(file => file.Lines).Select(line => TestClass().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).ToHashSet();
        var named = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md")
            .SelectMany(file => NamedTest().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Test: match.Groups["name"].Value)))
            .ToArray();

        Assert.NotEmpty(named);
        Faults.AssertNone(named.Where(document => !classes.Contains(document.Test)));
    }

    [GeneratedRegex(@"\bclass (?<name>\w+Tests)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`(?<name>\w+Tests)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| *(?<code>\d{3}) *\| *`?(?<status>[A-Z_]+)`? *\| *`(?<reason>[A-Z_]+)` *\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
