namespace VoipBin.Auth.Tests.Conventions;

/// <summary>The project's own files, read as text.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The files of the service.</summary>
    public static IReadOnlyList<SourceFile> Service { get; } = Read(Path.Combine("src", "VoipBin.Auth"));

    /// <summary>Every file of ours that is compiled, tests included.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read("src"), .. Read("tests")];

    private static List<SourceFile> Read(string folder)
    {
        var path = Path.Combine(Root, folder);
        return [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(file, File.ReadAllLines(Path.Combine(path, file))))];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "VoipBin.Auth.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("VoipBin.Auth.sln is not above the tests.");
        }

        return directory.FullName;
    }
}

/// <param name="Path">Relative to the project, with slashes.</param>
/// <param name="Lines">The text.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it is a page, which the compiler makes a class of.</summary>
    public bool IsPage => Path.EndsWith(".razor", StringComparison.Ordinal);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The feature that the file belongs to; empty at the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/', StringComparison.Ordinal)] : "";

    public override string ToString() => Path;
}
