using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Bytes that are no request, or that become none, each with a secret in them.</summary>
internal static class MalformedMessages
{
    private const string Token = $"token={Secret.Mark}";

    private static readonly string Long = new('a', 20_000);

    public static IEnumerable<(string Name, byte[] Bytes)> OverHttp1 => Encode(
    [
        ("no version", $"GET /v1.0/me?{Token}\r\n\r\n"),
        ("an unknown version", $"GET /v1.0/me?{Token} HTTP/3.7\r\nHost: x\r\n\r\n"),
        ("a version that is none", $"GET /v1.0/me?{Token} {Secret.Mark}\r\nHost: x\r\n\r\n"),
        ("a space in the target", $"GET /v1.0/me?{Token} {Secret.Mark} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a target without a slash", $"GET {Secret.Mark} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("an absolute target", $"GET http://x/v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        ("an absolute target of another host", $"GET http://x/v1.0/me?{Token} HTTP/1.1\r\nHost: {Secret.Mark}\r\n\r\n"),
        ("an absolute target with a name and a password", $"GET http://user:{Secret.Mark}@x/v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        ("a host as target", $"CONNECT {Secret.Mark}:443 HTTP/1.1\r\nHost: {Secret.Mark}:443\r\n\r\n"),
        ("a target of an asterisk", $"OPTIONS * HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Secret.Mark}\r\nConnection: close\r\n\r\n"),
        ("an asterisk with more", $"OPTIONS *?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a fragment", $"GET /v1.0/me#{Token} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        ("an escape of nothing", $"GET /%00{MarkedCredentials.BadAccesskey}?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a byte beyond ASCII", $"GET /é{MarkedCredentials.BadAccesskey}?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a control character", $"GET /\u0001?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a target that is too long", $"GET /{Long}?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a secret that is too long", $"GET /v1.0/me?{Token}{Long} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("no host", $"GET /v1.0/me?{Token} HTTP/1.1\r\n\r\n"),
        ("a second host", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nHost: {Secret.Mark}\r\n\r\n"),
        ("a host that is none", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: {Secret.Mark}@/?\r\n\r\n"),
        ("a header without a colon", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\n{Secret.Mark}\r\n\r\n"),
        ("a header without a name", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\n: {Secret.Mark}\r\n\r\n"),
        ("a header with a space in its name", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nAuthorization : Bearer {Secret.Mark}\r\n\r\n"),
        ("a folded header", $"GET /v1.0/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer\r\n {Secret.Mark}\r\n\r\n"),
        ("a header with a zero in it", $"GET /v1.0/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Secret.Mark}\0\r\n\r\n"),
        ("lines that end in half", $"GET /v1.0/me?{Token} HTTP/1.1\nHost: x\n\n"),
        ("a header that is too long", $"GET /v1.0/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Secret.Mark}{Long}{Long}\r\n\r\n"),
        ("too many headers", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Repeat($"X: {Secret.Mark}\r\n", 120))}\r\n"),
        ("a length that is none", $"POST /auth/login?{Token} HTTP/1.1\r\nHost: x\r\nContent-Length: {Secret.Mark}\r\n\r\n"),
        ("two lengths", $"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{Secret.Mark}"),
        ("a length and chunks", $"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Secret.Mark}"),
        ("an unknown coding", $"POST /auth/login?{Token} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {Secret.Mark}\r\n\r\n"),
        ("chunks that are none", $"POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{Secret.Mark}\r\n"),
        ("a trailer that is none", $"POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n{Secret.Mark}\r\n\r\n"),
        ("a second request that is none", $"GET /ping HTTP/1.1\r\nHost: x\r\n\r\n{Secret.Mark} {Token}\r\n\r\n"),
        ("HTTP/2 where it is not spoken", $"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{Secret.Mark}"),
        ("an upgrade", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: {Secret.Mark}\r\n\r\n"),
        ("TLS", $"\u0016\u0003\u0001\u0002\u0000\u0001{Secret.Mark}\r\n\r\n"),
        ("a line of a proxy", $"PROXY TCP4 {Secret.Mark} 127.0.0.1 1 2\r\nGET /?{Token} HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("nothing of HTTP", $"{Secret.Mark}\r\n\r\n"),
    ]);

    /// <summary>Said to be all: the client is gone in the middle.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Abandoned => Encode(
    [
        ("in the target", $"GET /v1.0/me?{Token}"),
        ("in a header", $"GET /v1.0/me?{Token} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Secret.Mark}"),
        ("in a body", $"POST /auth/login?{Token} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{{\"password\":\"{Secret.Mark}\""),
        ("in a form", $"POST /auth/password-reset/form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\npassword={Secret.Mark}"),
        ("in a chunk", $"POST /auth/introspect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {MarkedCredentials.BadAccesskey}\r\nTransfer-Encoding: chunked\r\n\r\n400\r\ntoken={Secret.Mark}"),
        ("before the answer", $"POST /auth/login?{Token} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    ]);

    public static IEnumerable<(string Name, byte[] Bytes)> OverHttp2 =>
    [
        ("HTTP/2, a request", Request($"/v1.0/me?{Token}", ("authorization", $"Bearer {Secret.Mark}"), ("cookie", Token))),
        ("HTTP/2, a target without a slash", Request(Secret.Mark)),
        ("HTTP/2, an escape of nothing", Request($"/%00?{Token}")),
        ("HTTP/2, an absolute target", Request($"http://x/?{Token}")),
        ("HTTP/2, an empty target", Request("")),
        ("HTTP/2, a space in the target", Request($"/ {Secret.Mark}")),
        ("HTTP/2, a target beyond ASCII", Request($"/é{Secret.Mark}")),
        ("HTTP/2, a method that is none", Http2Message.Of((":method", $"{Secret.Mark} x"), (":scheme", "http"), (":authority", "x"), (":path", "/"))),
        ("HTTP/2, a scheme that is none", Http2Message.Of((":method", "GET"), (":scheme", Secret.Mark), (":authority", "x"), (":path", $"/?{Token}"))),
        ("HTTP/2, an authority that is none", Http2Message.Of((":method", "GET"), (":scheme", "http"), (":authority", $"{Secret.Mark}@/"), (":path", $"/?{Token}"))),
        ("HTTP/2, another host", Request($"/v1.0/me?{Token}", ("host", Secret.Mark))),
        ("HTTP/2, an unknown pseudo-header", Http2Message.Of(($":{Secret.Mark}", Secret.Mark))),
        ("HTTP/2, a name in capitals", Request("/", (Secret.Mark, Secret.Mark))),
        ("HTTP/2, a header of a connection", Request("/", ("connection", Secret.Mark))),
        ("HTTP/2, a length that is none", Request("/", ("content-length", Secret.Mark))),
        ("HTTP/2, headers that are too long", Request("/", ("authorization", Secret.Mark + Long + Long))),
        ("HTTP/1 where HTTP/2 is spoken", Encoding.ASCII.GetBytes($"GET /?{Token} HTTP/1.1\r\nHost: x\r\n\r\n")),
    ];

    private static byte[] Request(string path, params (string, string)[] headers) =>
        Http2Message.Of([(":method", "GET"), (":scheme", "http"), (":authority", "x"), (":path", path), .. headers]);

    private static IEnumerable<(string, byte[])> Encode(IEnumerable<(string Name, string Text)> messages) => messages.Select(message => (message.Name, Encoding.Latin1.GetBytes(message.Text)));
}
