using System.Globalization;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>The ports behind a proxy.</summary>
internal sealed record ProxyTargets(int Service, int Decisions, int Platform);

/// <summary>What a proxy is started with: a directory with its files, in which the text was replaced that differs from machine to machine.</summary>
internal sealed record ProxySetup(string Name, string Program, string[] Arguments, string Directory)
{
    public const string Logs = "logs";

    public static ProxySetup Make(string name, ProxyTargets targets, int port)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory($"voipbin-{name}-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(directory, Logs));
        ProxyCertificate.WriteTo(directory);
        var program = FindProgram(name);
        List<(string Text, string By)> everywhere = [("127.0.0.1:8080", At(targets.Service)), ("127.0.0.1:8081", At(targets.Decisions)), ("127.0.0.1:9000", At(targets.Platform))];
        switch (name)
        {
            case ReverseProxy.Nginx:
                Copy("nginx/upstreams.conf", directory, everywhere);
                Copy("nginx/nginx.conf", directory, [
                    ("listen 443 ssl", $"listen {At(port)} ssl"), ("/etc/nginx/tls/", directory + "/"), ("/var/log/nginx/", $"{directory}/{Logs}/"), ("/run/nginx.pid", directory + "/pid"),
                    ("user www-data", "user " + Environment.UserName), ("\nhttp {", "\nhttp {" + string.Concat(TemporaryPaths.Select(path => $" {path}_temp_path {directory}/{path};")))]);
                return new(name, program, ["-p", directory, "-c", directory + "/nginx.conf", "-g", "daemon off;", "-e", $"{directory}/{Logs}/error.log"], directory);
            case ReverseProxy.Caddy:
                Copy("caddy/Caddyfile", directory, [.. everywhere, ("https://:443 {", $"https://:{Number(port)} {{\n\tbind 127.0.0.1"), ("/etc/caddy/tls/", directory + "/"), ("admin localhost:2019", "admin off")]);
                return new(name, program, ["run", "--config", directory + "/Caddyfile"], directory);
            default:
                var asking = ("127.0.0.1:8082", At(FreePort.Find()));
                var checkedPort = ("check port 8080", $"check port {Number(targets.Service)}");
                Copy("haproxy/decision.lua", directory, [asking]);
                Copy("haproxy/haproxy.cfg", directory, [.. everywhere, asking, checkedPort, ("bind :443", "bind " + At(port)), ("/etc/haproxy/tls/", directory + "/"), ("/etc/haproxy/decision.lua", directory + "/decision.lua")]);
                return new(name, program, ["-db", "-f", directory + "/haproxy.cfg"], directory);
        }
    }

    /// <summary>Debian's nginx would use directories of root's.</summary>
    private static readonly string[] TemporaryPaths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private static string FindProgram(string name) =>
        new[] { "/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/" }.Select(path => path + name).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"These tests need {name}: install the package {name} (scripts/test does).");

    private static string At(int port) => "127.0.0.1:" + Number(port);

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static void Copy(string file, string directory, IEnumerable<(string Text, string By)> replacements)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));
        foreach (var (old, by) in replacements)
        {
            Assert.True(text.Contains(old, StringComparison.Ordinal), $"deploy/{file} does not hold \"{old}\".");
            text = text.Replace(old, by, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(directory, Path.GetFileName(file)), text);
    }
}
