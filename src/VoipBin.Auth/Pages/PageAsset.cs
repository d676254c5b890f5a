using System.Security.Cryptography;

namespace VoipBin.Auth.Pages;

/// <summary>A file that pages load. Its name holds the hash of its content, so that a browser may keep it for ever.</summary>
/// <param name="Name">For example <c>console-0123456789abcdef.css</c>.</param>
/// <param name="ContentType">What a browser is told that it is.</param>
/// <param name="Content">The bytes.</param>
internal sealed record PageAsset(string Name, string ContentType, byte[] Content)
{
    public static readonly PageAsset Style = Read("console.css", "text/css; charset=utf-8", "theme.css", "console.css");
    public static readonly PageAsset Script = Read("console.js", "text/javascript; charset=utf-8", "console.js");
    public static readonly PageAsset Icon = Read("console.svg", "image/svg+xml", "console.svg");

    private const string Route = "/assets/";
    private const int HashLength = 16;

    /// <summary>Where it is served, with a place for its name.</summary>
    public const string Pattern = Route + "{name}";

    public string Path => Route + Name;

    /// <summary>The asset of that name; null when there is none of this build.</summary>
    public static PageAsset? Find(string name) => Array.Find([Style, Script, Icon], asset => asset.Name == name);

    /// <summary>Files of the assembly, one behind the other, as one.</summary>
    private static PageAsset Read(string name, string contentType, params ReadOnlySpan<string> files)
    {
        using var content = new MemoryStream();
        foreach (var file in files)
        {
            using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream(typeof(PageAsset), $"Assets.{file}")!;
            stream.CopyTo(content);
        }

        var bytes = content.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
        return new($"{System.IO.Path.GetFileNameWithoutExtension(name)}-{hash}{System.IO.Path.GetExtension(name)}", contentType, bytes);
    }
}
