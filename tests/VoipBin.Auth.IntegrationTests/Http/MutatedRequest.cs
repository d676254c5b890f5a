using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>A request that begins valid, and is then changed at random.</summary>
internal sealed class MutatedRequest(string method, string target, IEnumerable<string> headers, string? body)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X"];
    private static readonly string[] Pieces = ["%00", "%", "%2F", "%74", "%C3%28", "..", "//", "&", "=", "?", "#", ";", ",", "+", "'", "\"", "<", "\\", "@", "9999999999999999999", "-1", "é"];
    private static readonly string[] Lines =
    [
        "Cookie: token=stale", "Cookie: accesskey=stale; token=", "Authorization: Bearer", "Authorization: Basic eDp5", "Authorization: Bearer a.b.c",
        "Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: none", "Upgrade: websocket", "X-Request-Id: <x>", "X-Request-Id: mine",
        "X-Forwarded-For: not-an-address", "X-Forwarded-Proto: gopher", "Content-Type: multipart/form-data", "Content-Encoding: gzip", "Accept: image/png", "Accept-Encoding: br",
        "Range: bytes=0-1", "If-None-Match: *", "X-HTTP-Method-Override: DELETE", "Access-Control-Request-Method: PUT",
    ];

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{}", "{", "\"x\"", "{\"expire\":1e400}", "{\"expire\":-1}", "{\"expire\":86400}", "{\"name\":\"\\u0000\"}", "{\"name\":\"\\ud800\"}", "{\"name\":{}}",
        "{\"all\":true}", "{\"all\":1}", "{\"username\":\"x\"}", "{\"name\":\"a\",\"name\":\"b\"}", "\uFEFF{\"name\":\"b\"}", "name=x", new string('[', 300), new string('x', 70_000),
    ];

    private readonly List<string> headers = [.. headers];
    private byte[]? body = body is null ? null : Encoding.UTF8.GetBytes(body);

    public string Method { get; private set; } = method;

    private string Target { get; set; } = target;

    public override string ToString() => $"{Method} {Target} | {string.Join(" | ", headers)} | {(body is null ? "" : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))))}";

    public Task<RawResponse> SendAsync(RawClient client) => client.SendAsync(Method, Target, headers, body);

    public void Mutate(SeededRandom random)
    {
        switch (random.Next(10))
        {
            case 0:
                Method = random.Pick(Methods);
                break;
            case 1 or 2:
                Target = "/" + Change(Target[1..], random);
                break;
            case 3:
                MutateQuery(random);
                break;
            case 4:
                headers.Add(random.Pick(Lines));
                break;
            case 5 or 6 when headers.Count > 0:
                MutateHeader(random);
                break;
            case 7:
                body = Encoding.UTF8.GetBytes(random.Pick(Bodies));
                break;
            default:
                MutateBody(random);
                break;
        }
    }

    private static string Change(string text, SeededRandom random)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(4, text.Length - at + 1));
        return random.Next(4) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text.Insert(at, random.Pick(Pieces)),
            _ => text.Remove(at, length).Insert(at, new string((char)('!' + random.Next(94)), length)),
        };
    }

    private void MutateQuery(SeededRandom random)
    {
        var (path, query) = Target.Split('?', 2) is [var before, var after] ? (before, after) : (Target, "");
        var parameters = query.Split('&').ToList();
        var at = random.Next(parameters.Count);
        switch (random.Next(4))
        {
            case 0:
                parameters.Add(parameters[at]);
                break;
            case 1:
                parameters.RemoveAt(at);
                break;
            case 2:
                parameters[at] = parameters[at].ToUpperInvariant();
                break;
            default:
                parameters.Insert(at, random.Pick(["token=", "accesskey=x", "Token=x", "page_size=0", "page_size=x", "page_token=x", "%74oken=x", "token"]));
                break;
        }

        Target = $"{path}?{string.Join('&', parameters)}";
    }

    private void MutateHeader(SeededRandom random)
    {
        var at = random.Next(headers.Count);
        var (name, value) = headers[at].Split(": ", 2) is [var before, var after] ? (before, after) : (headers[at], "");
        switch (random.Next(5))
        {
            case 0:
                headers.RemoveAt(at);
                break;
            case 1:
                headers.Add(headers[at]);
                break;
            case 2:
                headers[at] = $"{name}: {Change(value, random)}";
                break;
            case 3:
                headers[at] = $"{name}: {value[..random.Next(value.Length + 1)]}";
                break;
            default:
                headers[at] = $"{random.Pick([name.ToUpperInvariant(), "X-" + name, "Cookie", "Authorization"])}: {value}";
                break;
        }
    }

    private void MutateBody(SeededRandom random)
    {
        if (body is not { Length: > 0 })
        {
            return;
        }

        var (at, bytes) = (random.Next(body.Length), body.ToList());
        var length = random.Next(Math.Min(5, body.Length - at)) + 1;
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }

        body = [.. bytes];
    }
}
