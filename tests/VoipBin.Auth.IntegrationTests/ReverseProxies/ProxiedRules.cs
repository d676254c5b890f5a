using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>The rules of the tests' platform, and who may be seen behind the proxy by them.</summary>
internal static partial class ProxiedRules
{
    private const string Rules = """
        {
          "rules": [
            { "path": "/v1.0/public/{**rest}", "allow": "public" },
            { "path": "/v1.0/closed/{**rest}", "allow": "nobody" },
            { "path": "/v1.0/admin/{**rest}", "permission": ["customer_admin"] },
            { "path": "/v1.0/people/{**rest}", "allow": "token" },
            { "host": "other.example.net", "allow": "nobody" },
            { "allow": "caller" }
          ]
        }
        """;

    public static string WriteTo(string directory)
    {
        var file = Path.Combine(directory, "rules.json");
        File.WriteAllText(file, Rules);
        return file;
    }

    /// <summary>
    /// Whether the rules allow a path, read as freely as any service behind a proxy might: decoded, without parameters, empty and dot segments, in any
    /// case, with backslashes for slashes. Written apart from the service's own reading, which refuses what could be read in two ways.
    /// </summary>
    /// <param name="path">The raw path that the platform got.</param>
    /// <param name="type">Who the platform was told is asking.</param>
    /// <param name="permission">And with which bits.</param>
    public static bool Allow(string path, string type, int permission) => Area(path) switch
    {
        "closed" => false,
        "admin" => type is "token" or "accesskey" && (permission & (32 | 1)) != 0,
        "people" => type is "token",
        "public" => true,
        _ => type is "token" or "accesskey",
    };

    private static string Area(string path)
    {
        var segments = new Stack<string>();
        foreach (var segment in Uri.UnescapeDataString(ParameterPattern().Replace(path, "")).Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is "..")
            {
                segments.TryPop(out _);
            }
            else if (segment is not ".")
            {
                segments.Push(segment);
            }
        }

        return segments.Reverse().Skip(1).FirstOrDefault("").ToLowerInvariant();
    }

    [GeneratedRegex(";[^/]*", RegexOptions.NonBacktracking)]
    private static partial Regex ParameterPattern();
}
