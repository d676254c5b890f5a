using System.Text;
using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Bodies in which a secret stands where it belongs, where it does not, and where there is nothing to be read.</summary>
internal static class MarkedBodies
{
    private const string Json = "Content-Type: application/json";
    private const string Form = "Content-Type: application/x-www-form-urlencoded";

    /// <summary>Members that a row keeps and an answer shows: what is written there is no secret.</summary>
    private static readonly string[] Shown = ["name", "detail", "email", "username", "reason"];

    /// <summary>For every route that takes a body.</summary>
    public static IReadOnlyList<(string Name, string[] Headers, byte[] Body)> Anywhere { get; } =
    [
        Of("half a string", Json, $$"""{"password":"{{Secret.Mark}}"""),
        Of("a name of a member", Json, $$"""{"{{Secret.Mark}}":1,"password":1}"""),
        Of("a list", Json, $$"""{"password":["{{Secret.Mark}}"],"username":["{{Secret.Mark}}"],"token":["{{Secret.Mark}}"],"name":["{{Secret.Mark}}"],"expire":"{{Secret.Mark}}","permission":"{{Secret.Mark}}"}"""),
        Of("an object", Json, $$"""{ "password": {"{{Secret.Mark}}":"{{Secret.Mark}}"}, "token": {"{{Secret.Mark}}":1}, "name": {"x":"{{Secret.Mark}}" } }"""),
        Of("twice", Json, $$"""{"password":"{{Secret.Mark}}","PASSWORD":"{{Secret.Mark}}"}"""),
        Of("only a string", Json, $"\"{Secret.Mark}\""),
        Of("behind the end", Json, $"{{}} {Secret.Mark}"),
        Of("no JSON", "Content-Type: text/plain", Secret.Mark),
        Of("a number that is none", Json, $$"""{"expire":1e{{Secret.Mark}}}"""),
        Of("half a surrogate pair", Json, $$"""{"password":"{{Secret.Mark}}\ud800","\ud800{{Secret.Mark}}":1}"""),
        Of("a member too many", Json, $$"""{"token":"{{MarkedCredentials.BadToken}}","accesskey":"{{MarkedCredentials.BadAccesskey}}","confirmation_phrase":"{{Secret.Mark}}","code":"{{Secret.Mark}}","temp_token":"{{Secret.Mark}}"}"""),
        Of("a form", Form, $"{Secret.Mark}=1&token={MarkedCredentials.BadToken}&password={Secret.Mark}&form_token={Secret.Mark}&current_password={Secret.Mark}&code={Secret.Mark}"),
        Of("a form that is none", Form, $"%{Secret.Mark}=%&&={Secret.Mark}%00"),
        Of("a form in parts", "Content-Type: multipart/form-data; boundary=x", $"--x\r\nContent-Disposition: form-data; name=\"password\"; filename=\"{Secret.Mark}\"\r\n\r\n{Secret.Mark}\r\n--x"),
        Of("a form in parts without an end", $"Content-Type: multipart/form-data; boundary={Secret.Mark}", $"--{Secret.Mark}\r\n{Secret.Mark}: {Secret.Mark}\r\n"),
        Of("too much", Json, $$"""{"password":"{{string.Concat(Enumerable.Repeat(Secret.Mark, 5_500))}}"}"""),
        Of("far too much", Form, $"password={string.Concat(Enumerable.Repeat(Secret.Mark, 45_000))}"),
        ("bytes that are no text", [Json], [.. "{\"password\":\""u8, 0xC3, 0x28, .. Encoding.ASCII.GetBytes(Secret.Mark), 0xFF, .. "\"}"u8]),
        ("half a chunk", ["Transfer-Encoding: chunked"], Encoding.ASCII.GetBytes($"{Secret.Mark}\r\n{Secret.Mark}\r\n")),
        ("a chunk that has another length", ["Transfer-Encoding: chunked"], Encoding.ASCII.GetBytes($"2\r\n{Secret.Mark}\r\n0\r\n\r\n")),
    ];

    /// <summary>For each member that the OpenAPI document knows: as a string where that is not shown to anybody, and as what it cannot be.</summary>
    public static IEnumerable<(string Method, string Path, string Name, string Body)> OfMembers(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("requestBody", out _)
        from member in MembersOf(document, operation.Value)
        from value in (string[])[$"\"{MarkedCredentials.Password}\"", $"[\"{Secret.Mark}\"]", $$"""{"{{Secret.Mark}}":1}"""]
        where value[0] != '"' || !Shown.Contains(member)
        select (operation.Name.ToUpperInvariant(), path.Name, $"{member} in the body", $$"""{"{{member}}":{{value}}}""");

    private static IEnumerable<string> MembersOf(JsonElement document, JsonElement operation)
    {
        var schema = operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema.TryGetProperty("properties", out var members) ? members.Members() : [];
    }

    private static (string, string[], byte[]) Of(string name, string header, string body) => (name, [header], Encoding.UTF8.GetBytes(body));
}
