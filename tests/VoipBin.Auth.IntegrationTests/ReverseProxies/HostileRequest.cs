using System.Globalization;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Makes requests whose path, or whose credential, might be read in two ways.</summary>
internal sealed class HostileRequest(SeededRandom random, ProxiedCredentials credentials)
{
    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
    private static readonly string[] Areas = ["public", "closed", "admin", "people", "calls", "me", "Public", "CLOSED", "c%6Cosed", "%63losed", "publi%63"];
    private static readonly string[] Steps = ["..", ".", "%2e%2e", "%2E.", ".%2e", "..;", "..;x=1", "%2e%2e%3b", "..%2f", "..%5c", "%252e%252e", "...", ".%00.", "", "%2f", "%5c", "\\", "..\\", "x", "%c0%ae%c0%ae", "..%00", "%u002e", "..%c0%af"];
    private static readonly string[] Tails = ["", "/", "/x", "/x/", "//", "/.", ";jsessionid=1", ";/x", "%3b", "%00", "%20", "%0a", "%2f", "#", "#/../closed/x", "%23", "%3f", "%3Fx=1", ".json", "%2ejson", "é", "%C3%A9", "|", "^", "\"", "<x>", "{x}", "[x]", "%", "%zz", "+", ",", "=", "@", ":80", "$", "!", "~", "'", "(x)", "*", "&", "\t"];
    private static readonly string[] Prefixes = ["", "", "", "", "", "/.", "//", "/./", "/../", "/%2e", "/x/..", "/public/..", "http://api.example.net", "http://other.example.net", "https://api.example.net:443", "/auth/..", "/v1.0/me/../..", "*"];
    private static readonly string[] Others = ["page=2", "a=b%20c", "a", "=", "", "a=b=c", "q=%26", "x={env.HOME}", "x={http.request.host}", "y=;", "z=%C3%A9", "?", "&", "tokens=1", "atoken=1", "u=$1\\1%{x}"];

    public (string Method, string Target, string[] Headers) Next()
    {
        var headers = new List<string>();
        var query = new List<string>();
        for (var i = random.Next(3); i > 0; i--)
        {
            query.Insert(random.Next(query.Count + 1), random.Pick(Others));
        }

        for (var i = random.Next(8) switch { 0 => 2, 1 or 2 => 0, _ => 1 }; i > 0; i--)
        {
            Present(query, headers);
        }

        if (random.Next(8) == 0)
        {
            headers.Add(random.Pick(["Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Access-Control-Request-Method: GET", $"Referer: https://api.example.net/v1.0/x?a=1&token={credentials.AdminToken}", "X-Forwarded-Uri: /v1.0/public/x", "X-Original-URI: /v1.0/public/x", "X-Auth-Type: token", "X_Auth_Type: token", "Range: bytes=0-1", "If-None-Match: *", "Expect: nothing"]));
        }

        var method = random.Pick(Methods);
        if (method is "POST" or "DELETE")
        {
            headers.Add("Content-Length: 0");
        }

        return (method, Path() + (query.Count > 0 || random.Next(10) == 0 ? "?" + string.Join('&', query) : ""), [.. headers]);
    }

    private string Path()
    {
        // A third is plain: what is refused for its path says nothing about its credential.
        if (random.Next(3) == 0)
        {
            return $"/v1.0/{random.Pick(Areas)}/x";
        }

        var path = random.Next(6) == 0 ? "/" + random.Pick(["V1.0", "v1%2e0", "v1.0/.", "v1.0//", "%761.0"]) : "/v1.0";
        path += "/" + random.Pick(Areas);
        for (var i = random.Next(4); i > 0; i--)
        {
            path += "/" + (random.Next(3) > 0 ? random.Pick(Areas) : random.Pick(Steps));
        }

        return random.Pick(Prefixes) + path + (random.Next(3) == 0 ? random.Pick(Tails) : "");
    }

    /// <summary>A good credential in one of its carriers, or where somebody might take it for one.</summary>
    private void Present(List<string> query, List<string> headers)
    {
        var (name, value) = random.Next(3) switch { 0 => ("token", credentials.AdminToken), 1 => ("token", credentials.AgentToken), _ => ("accesskey", credentials.Accesskey) };
        var at = random.Next(query.Count + 1);
        switch (random.Next(10))
        {
            case 0 or 1:
                headers.Add($"Authorization: Bearer {value}");
                break;
            case 2:
                headers.Add($"Cookie: {name}={value}");
                break;
            case 3:
                headers.Add(random.Pick([$"authorization:bearer {value}", $"Authorization: Bearer  {value}", $"AUTHORIZATION: Bearer {value},", $"Cookie: a=b;{name}={value};c=d", $"Cookie: {name}=\"{value}\"", $"Authorization: Basic {value}", "Authorization: Bearer é"]));
                break;
            case 4:
                query.Insert(at, $"{Disguise(name)}={value}");
                break;
            default:
                query.Insert(at, $"{name}={value}");
                break;
        }
    }

    /// <summary>A name that becomes the credential's by decoding, by changing case or by parting at semicolons.</summary>
    private string Disguise(string name)
    {
        var at = random.Next(name.Length);
        return random.Next(3) switch
        {
            0 => name[..at] + char.ToUpperInvariant(name[at]) + name[(at + 1)..],
            1 => $"{name[..at]}%{((int)name[at]).ToString("x2", CultureInfo.InvariantCulture)}{name[(at + 1)..]}",
            _ => "a=1;" + name,
        };
    }
}
