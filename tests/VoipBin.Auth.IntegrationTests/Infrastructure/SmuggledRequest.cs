using System.Text;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What a request is by RFC 9112, that holds another one where two readers might part it differently.</summary>
internal enum Framing
{
    /// <summary>Faulty: refused, and nothing behind it is read.</summary>
    Refused,

    /// <summary>One request, whose body is the other one.</summary>
    One,

    /// <summary>Two requests, one behind the other.</summary>
    Two,
}

/// <summary>A request, and the request that is hidden in it: what has been used against servers and proxies so far.</summary>
/// <param name="Name">What is odd about it.</param>
/// <param name="Framing">What it is.</param>
/// <param name="Bytes">Both requests.</param>
internal sealed record SmuggledRequest(string Name, Framing Framing, byte[] Bytes)
{
    private const string Last = "0\r\n\r\n";

    private static readonly string[] Methods = ["GET", "HEAD", "DELETE", "OPTIONS", "PUT", "PATCH"];

    /// <param name="outer">The target of the request that is sent.</param>
    /// <param name="inner">The target of the one that is hidden.</param>
    /// <param name="host">The host of both.</param>
    public static IReadOnlyList<SmuggledRequest> All(string outer, string inner, string host)
    {
        var hidden = $"GET {inner} HTTP/1.1\r\nHost: {host}\r\n\r\n";
        var chunks = Last + hidden;
        var all = $"Content-Length: {chunks.Length}";
        var rest = $"Content-Length: {hidden.Length}";
        SmuggledRequest Make(string name, Framing framing, string headers, string body, string method = "POST", string version = "1.1") =>
            new(name, framing, Encoding.Latin1.GetBytes($"{method} {outer} HTTP/{version}\r\nHost: {host}\r\n{headers}\r\n\r\n{body}"));
        SmuggledRequest Both(string name, string headers) => Make(name, Framing.Refused, $"{headers}\r\n{all}", chunks);
        SmuggledRequest Chunked(string name, Framing framing, string body) => Make(name, framing, "Transfer-Encoding: chunked", body + hidden);
        SmuggledRequest Length(string name, string headers) => Make(name, Framing.Refused, headers, hidden);

        return
        [
            Both("CL.TE", "Transfer-Encoding: chunked"),
            Make("TE.CL", Framing.Refused, "Transfer-Encoding: chunked\r\nContent-Length: 4", $"{hidden.Length:x}\r\n{hidden}\r\n{Last}"),
            Both("TE with a tab", "Transfer-Encoding:\tchunked"),
            Both("TE with a vertical tab", "Transfer-Encoding: \u000bchunked"),
            Both("TE unknown", "Transfer-Encoding: xchunked"),
            Both("TE identity", "Transfer-Encoding: identity"),
            Both("TE quoted", "Transfer-Encoding: \"chunked\""),
            Both("TE in large letters", "TRANSFER-ENCODING: CHUNKED"),
            Both("TE twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x"),
            Both("TE not chunked at last", "Transfer-Encoding: chunked, identity"),
            Both("TE behind a fold", "X: a\r\n Transfer-Encoding: chunked"),
            Both("TE folded", "Transfer-Encoding:\r\n chunked"),
            Both("TE with a blank before the colon", "Transfer-Encoding : chunked"),
            Both("TE behind a return", "X: a\rTransfer-Encoding: chunked"),
            Both("TE behind a line feed", "X: a\nTransfer-Encoding: chunked"),
            Both("name with NUL", "Transfer\0-Encoding: chunked"),
            Both("value with NUL", "X: a\0b"),
            Length("CL twice", $"Content-Length: 0\r\n{rest}"),
            Length("CL twice, turned", $"{rest}\r\nContent-Length: 0"),
            Length("CL as a list", $"Content-Length: 0, {hidden.Length}"),
            Length("CL negative", "Content-Length: -1"),
            Length("CL hexadecimal", "Content-Length: 0x5"),
            Length("CL with a blank", "Content-Length: 1 1"),
            Length("CL with NUL", "Content-Length: 5\0"),
            Length("CL with an exponent", "Content-Length: 1e1"),
            Length("CL too large for a number", "Content-Length: 18446744073709551617"),
            Length("CL empty", "Content-Length: "),
            Length("CL with a blank before the colon", $"Content-Length : {hidden.Length}"),
            Chunked("chunk extension", Framing.Two, "2;x=y\r\n{}\r\n" + Last),
            Chunked("trailer that is a length", Framing.Two, "2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n"),
            Chunked("chunk extension with a line feed", Framing.Refused, "0;\n\r\n"),
            Chunked("chunk ended by a line feed", Framing.Refused, "2\n{}\n0\n\n"),
            Chunked("chunk size with a sign", Framing.Refused, "+2\r\n{}\r\n" + Last),
            Chunked("chunk size as in C", Framing.Refused, "0x2\r\n{}\r\n" + Last),
            Chunked("chunk size too large", Framing.Refused, "10000000000000002\r\n{}\r\n" + Last),
            Chunked("chunk longer than its size", Framing.Refused, "2\r\n{}x\r\n" + Last),
            Make("pipelining", Framing.Two, "Content-Length: 2", "{}" + hidden),
            Make("length with an underscore", Framing.Two, $"Content_Length: {hidden.Length}", hidden),
            Make("HTTP/1.0 that is kept open", Framing.Two, "Connection: keep-alive\r\nContent-Length: 2", "{}" + hidden, version: "1.0"),
            Make("HTTP/1.0 with chunks", Framing.Refused, "Connection: keep-alive\r\nTransfer-Encoding: chunked", chunks, version: "1.0"),
            Make("HTTP/1.0 with both", Framing.Refused, $"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n{all}", chunks, version: "1.0"),
            Make("upgrade to h2c", Framing.Two, "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 2", "{}" + hidden),
            Make("length named by Connection", Framing.One, $"Connection: Content-Length\r\n{rest}", hidden),
            .. Methods.Select(method => Make($"body of a {method}", Framing.One, rest, hidden, method)),
        ];
    }
}
