using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Good credentials in each state that they can be in, and bad ones that are marked.</summary>
/// <param name="Token">Of the operator.</param>
/// <param name="Accesskey">Of a customer.</param>
/// <param name="AgentToken">Of somebody who may do little.</param>
/// <param name="FrozenToken">Of an admin whose customer an operator has frozen.</param>
/// <param name="FrozenAccesskey">Of that customer.</param>
/// <param name="DeletedAccesskey">It was good.</param>
/// <param name="ConsoleCookie">The whole cookie of a session of the console.</param>
internal sealed record MarkedCredentials(
    string Token, string Accesskey, string AgentToken, string FrozenToken, string FrozenAccesskey, string DeletedAccesskey, string ConsoleCookie)
{
    /// <summary>A key that there is not, of the right form.</summary>
    public const string BadAccesskey = $"vb_Aa0Bb1Cc{Secret.Mark}xYzAbCdEfGh";

    /// <summary>A token with a signature of ours, and the mark in it and in what it says.</summary>
    public static readonly string BadToken =
        $"{JwtForge.Encode(JwtForge.Header)}.{JwtForge.Encode($$"""{"sub":"{{Secret.Mark}}","type":"agent","iss":"voipbin","exp":9999999999,"jti":"{{Secret.Mark}}"}""")}.{Secret.Mark}{new string('x', 30)}";

    /// <summary>What people type; long enough to be hashed and judged.</summary>
    public const string Password = $"{Secret.Mark} lamp otter granite";

    /// <summary>Which carriers there are, as they are sent with a request for a path.</summary>
    public IReadOnlyList<Carrier> All { get; } =
    [
        .. Bad,
        Good("good accesskey in the header", $"Authorization: Bearer {Accesskey}"),
        Good("good token in the header", $"Authorization: Bearer {Token}"),
        Good("good token of somebody who may not", $"authorization: bearer {AgentToken}"),
        Good("good accesskey in the query", "", $"accesskey={Accesskey}"),
        Good("good token in the query", "", $"page_size=2&token={Token}"),
        Good("good accesskey as token", "", $"token={Accesskey}"),
        Good("good token and accesskey", $"Authorization: Bearer {Token}", $"accesskey={Accesskey}"),
        Good("good credentials in cookies", $"Cookie: a=b; token={Token}; accesskey={Accesskey}; token=x"),
        Good("good token in the cookie, from another site", $"Cookie: token={Token}\nSec-Fetch-Site: cross-site\nOrigin: https://elsewhere.example"),
        Good("good session of the console", $"Cookie: {ConsoleCookie}"),
        Good("frozen token in the header", $"Authorization: Bearer {FrozenToken}"),
        Good("frozen accesskey in the query", "", $"accesskey={FrozenAccesskey}"),
        Good("deleted accesskey in the query", "", $"accesskey={DeletedAccesskey}"),
        Good("good credentials where proxies say what was asked", $"X-Original-URI: /v1.0/calls?token={Token}\nX-Forwarded-Uri: /v1.0/calls?accesskey={Accesskey}\nX-Forwarded-Method: GET\nX-Original-Method: GET"),
    ];

    /// <summary>What needs no credential that is good.</summary>
    public static IReadOnlyList<Carrier> Bad { get; } =
    [
        new("bad accesskey in the header", "", [$"Authorization: Bearer {BadAccesskey}"]),
        new("bad token in the header", "", [$"Authorization: Bearer {BadToken}"]),
        new("bad accesskey in the query", $"accesskey={BadAccesskey}"),
        new("bad token in the query", $"a=1&token={BadToken}&b=2"),
        new("accesskey as token", $"token={BadAccesskey}"),
        new("token as accesskey", $"accesskey={BadToken}"),
        new("cookies", "", [$"Cookie: token={BadToken}; accesskey={BadAccesskey}"]),
        new("cookies of which there are too many", "", [$"Cookie: accesskey={BadAccesskey}; accesskey={BadAccesskey}", $"Cookie: {Secret.Mark}; ; ={Secret.Mark}; Token={BadToken}"]),
        new("cookies of the console", "", [$"Cookie: voipbin_console={BadToken}; __Host-voipbin_console={BadToken}; voipbin_console_delegate={BadToken}; __Host-voipbin_form={Secret.Mark}; voipbin_form={Secret.Mark}"]),
        new("another case", $"Token={BadToken}"),
        new("an encoded name", $"%74oken={BadToken}&acces%73key={BadAccesskey}"),
        new("behind a semicolon", $"a=1;token={BadToken}"),
        new("twice in the query", $"token={BadToken}&token={BadToken}"),
        new("two in the query", $"token={BadToken}&accesskey={BadAccesskey}"),
        new("header and query", $"accesskey={BadAccesskey}", [$"Authorization: Bearer {BadToken}"]),
        new("two headers", "", [$"Authorization: Bearer {BadToken}", $"Authorization: Bearer {BadAccesskey}"]),
        new("encoded in the query", $"token={Secret.Mark}%2B{Secret.Mark}%00&accesskey=%{Secret.Mark}"),
        new("malformed headers", "", [$"Authorization: Bearer {BadToken}, {BadAccesskey}", $"Proxy-Authorization: Basic {Secret.Mark}", $"Upgrade: {Secret.Mark}"]),
        new("another scheme", "", [$"Authorization: Basic {Secret.Mark}", $"X-Api-Key: {BadAccesskey}", $"Sec-WebSocket-Protocol: {BadAccesskey}"]),
        new("where browsers say where they were", "", [$"Referer: https://api.example.net/?token={BadToken}", $"Origin: https://api.example.net/?token={BadToken}", $"Sec-Fetch-Site: {Secret.Mark}"]),
        new("where clients say who they are", "", [$"User-Agent: curl https://api.example.net/?accesskey={BadAccesskey}", $"From: {Secret.Mark}", $"X-Request-Id: {BadAccesskey}", $"Accept: {Secret.Mark}/{Secret.Mark}", $"Accept-Language: {Secret.Mark}"]),
        new("a request id that is an address", "", [$"X-Request-Id: https://api.example.net/?token={BadToken}", $"Cookie: a={BadToken}"]),
        new("a request id that is a token", "", ["X-Request-Id: " + BadToken[..60]]),
        new("where proxies say what was asked", "", [$"X-Original-URI: /v1.0/calls?token={BadToken}", $"X-Forwarded-Uri: /v1.0/calls?accesskey={BadAccesskey}", "X-Forwarded-Method: GET", $"X-Rewrite-URL: /?token={BadToken}", $"X-Original-URL: /?token={BadToken}"]),
        new("where proxies say who asked", "", [$"X-Forwarded-For: {BadAccesskey}, 10.0.0.1", $"X-Forwarded-Proto: {Secret.Mark}", $"X-Forwarded-Host: {Secret.Mark}", $"Forwarded: for={Secret.Mark}", $"X-Forwarded-Prefix: /{Secret.Mark}"]),
        new("a preflight", "", [$"Origin: https://api.example.net/?token={BadToken}", $"Access-Control-Request-Method: {Secret.Mark}", $"Access-Control-Request-Headers: {Secret.Mark}"]) { Method = "OPTIONS" },
        new("another method", $"token={BadToken}") { Method = "PROPFIND" },
        new("a credential as method", "") { Method = Secret.Mark },
        new("another host", $"token={BadToken}", [$"Host: {Secret.Mark}.example.net"]),
        new("a segment", "") { Segment = "/" + BadAccesskey },
        new("a token as segment", $"token={BadToken}") { Segment = "/" + BadToken },
        new("a parameter of the path", "") { Segment = ";token=" + BadToken },
        new("an encoded query", "") { Segment = "%3Ftoken=" + BadToken },
        new("segments that end nowhere", $"token={BadToken}") { Segment = "/../%2e%2e/" + BadAccesskey },
        new("a type of a body", "", [$"Content-Type: application/{Secret.Mark}; charset={Secret.Mark}", $"Content-Encoding: {Secret.Mark}"]),
    ];

    private static Carrier Good(string name, string headers, string query = "") => new(name, query, headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)) { IsGood = true };
}

/// <summary>A way in which a credential is sent, or gets into a request by mistake.</summary>
internal sealed record Carrier(string Name, string Query, params string[] Headers)
{
    /// <summary>Another method than the route's.</summary>
    public string? Method { get; init; }

    /// <summary>What stands behind the path.</summary>
    public string Segment { get; init; } = "";

    /// <summary>Whether somebody who holds it is let in somewhere.</summary>
    public bool IsGood { get; init; }

    public string TargetOf(string path) => $"{path}{Segment}{(Query.Length == 0 ? "" : "?")}{Query}";
}
