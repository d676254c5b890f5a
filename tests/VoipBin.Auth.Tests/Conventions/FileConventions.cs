namespace VoipBin.Auth.Tests.Conventions;

public sealed class FileConventions
{
    private const int MaximumLines = 350;
    private const int MaximumProgramLines = 60;

    [Fact]
    public void Files_Each_IsShort()
    {
        var faults = SourceTree.All.Where(file => file.Lines.Count > MaximumLines).Select(file => $"{file} has {file.Lines.Count} lines");

        Faults.AssertNone(faults);
    }

    /// <summary>A table of contents. The usings, the empty lines and the braces do not count.</summary>
    [Fact]
    public void Program_Always_FitsOnAScreen()
    {
        var program = Assert.Single(SourceTree.Service, file => file.Path == "Program.cs");

        var code = program.Lines.Select(line => line.Trim()).Count(line => line is not ("" or "{" or "}") && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal));

        Assert.InRange(code, 1, MaximumProgramLines);
    }
}
