using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A list of header names within a file of <c>deploy/</c>.</summary>
/// <param name="File">Which file.</param>
/// <param name="From">The text with which the list begins.</param>
/// <param name="To">The text behind it.</param>
/// <param name="Pattern">How an entry is written; its group "name" is the name, or the pattern by which the proxy finds it.</param>
internal sealed record DeployedFile(string File, string From, string To, string Pattern)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>By proxy: what never reaches the platform as a client sent it.</summary>
    public static IReadOnlyDictionary<string, DeployedFile> TakenFromClients { get; } = new Dictionary<string, DeployedFile>
    {
        [ReverseProxy.Nginx] = new("nginx/nginx.conf", "location / {", "# Asked for each request", @"proxy_set_header +(?<name>\S+)"),
        [ReverseProxy.Caddy] = new("caddy/Caddyfile", "route {", "forward_auth", @"request_header -(?<name>\S+)"),
        [ReverseProxy.Haproxy] = new("haproxy/haproxy.cfg", "frontend clients", "default_backend", @"del-header (?<name>\S+)"),
        ["traefik"] = new("traefik/dynamic.yml", "nothing-of-ours:\n", "# Whatever", "(?<name>\\S+): \"\""),
        ["envoy"] = new("envoy/envoy.yaml", "mutations:", "access_log:", @"- remove: (?<name>\S+)"),
    };

    /// <summary>By proxy: what the platform gets from the answer to the question.</summary>
    public static IReadOnlyDictionary<string, DeployedFile> TakenFromDecisions { get; } = new Dictionary<string, DeployedFile>
    {
        [ReverseProxy.Nginx] = new("nginx/nginx.conf", "location / {", "# Asked for each request", @"proxy_set_header +(?<name>X-Auth-\S+) +\$auth_"),
        [ReverseProxy.Caddy] = new("caddy/Caddyfile", "copy_headers", "\n", @" (?<name>\S+)"),
        [ReverseProxy.Haproxy] = new("haproxy/decision.lua", "local TOLD", "\n", "\"(?<name>[^\"]+)\""),
        ["traefik"] = new("traefik/dynamic.yml", "authResponseHeaders:", "# Behind", @"- (?<name>\S+)"),
        ["envoy"] = new("envoy/envoy.yaml", "allowed_upstream_headers:", "allowed_client_headers:", @"exact: (?<name>\S+)"),
    };

    public string Text => System.IO.File.ReadAllText(Path.Combine(Repository.Root, "deploy", File));

    /// <summary>Whether the list has a name.</summary>
    public bool Names(string name) => Regex.Matches(Section(), Pattern, Options).Any(entry => Regex.IsMatch(name, PatternOf(entry.Groups["name"].Value), Options));

    /// <summary>HAProxy takes expressions, Caddy names that end in an asterisk.</summary>
    private static string PatternOf(string entry) =>
        entry.StartsWith('^') ? entry : $"^{Regex.Escape(entry).Replace("\\*", ".*", StringComparison.Ordinal)}$";

    private string Section()
    {
        var text = Text;
        var from = text.IndexOf(From, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(To, from + From.Length, StringComparison.Ordinal);
        Assert.True(to > from, $"deploy/{File} has no list between \"{From}\" and \"{To}\".");
        return text[(from + From.Length)..to];
    }
}
