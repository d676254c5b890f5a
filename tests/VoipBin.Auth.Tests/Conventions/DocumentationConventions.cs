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

    /// <summary>An operator who reads a line finds in <c>docs/operations.md</c> what to do: its first words that are always the same stand there.</summary>
    [Fact]
    public void LogLines_OfTheService_AreDocumented()
    {
        const int Words = 8;
        const int Shown = 40;

        // What it says stands where the exception is made.
        const string Whole = "{Refusal}";
        var documented = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        var lines = SourceTree.Service
            .SelectMany(file => file.Lines, (file, line) => (file.Path, Match: LogLine().Match(line)))
            .Where(line => line.Match.Success && line.Match.Groups["text"].Value != Whole)
            .Select(line => (line.Path, Fixed: Placeholder().Split(line.Match.Groups["text"].Value).FirstOrDefault(part => part.Length >= Words) ?? ""))
            .ToArray();

        Assert.True(lines.Length > 30, $"{lines.Length} lines were found.");
        Faults.AssertNone(lines.Where(line => line.Fixed.Length == 0 || !documented.Contains(line.Fixed[..Math.Min(line.Fixed.Length, Shown)].Trim(), StringComparison.Ordinal)));
    }

    /// <summary>Each type of audit event stands in the table of <c>docs/api.md</c>, by its whole name or by what follows the dot.</summary>
    [Fact]
    public void AuditEvents_OfTheService_AreDocumented()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "api.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1]).ToArray();
        var types = SourceTree.Service
            .SelectMany(file => file.Lines, (file, line) => (file.Name, Match: AuditType().Match(line)))
            .Where(line => line.Match.Success && (line.Name.EndsWith("Events.cs", StringComparison.Ordinal) || line.Match.Groups["name"].Value.EndsWith("Event", StringComparison.Ordinal)))
            .Select(line => line.Match)
            .Select(match => (Subject: match.Groups["subject"].Value, Verb: match.Groups["verb"].Value))
            .ToArray();

        Assert.True(types.Length > 30, $"{types.Length} types were found.");
        Faults.AssertNone(types.Where(type => !rows.Any(row =>
            row.Contains($"`{type.Subject}.{type.Verb}`", StringComparison.Ordinal) || (row.Contains($"`{type.Subject}.", StringComparison.Ordinal) && row.Contains($"`.{type.Verb}`", StringComparison.Ordinal)))));
    }

    [GeneratedRegex(@"LoggerMessage\(\d+, LogLevel\.\w+, ""(?<text>.+)""\)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogLine();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<subject>[a-z]+)\.(?<verb>[a-z_]+)"";", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AuditType();

    [GeneratedRegex(@"\bclass (?<name>\w+Tests)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`(?<name>\w+Tests)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| *(?<code>\d{3}) *\| *`?(?<status>[A-Z_]+)`? *\| *`(?<reason>[A-Z_]+)` *\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
