using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>The file of rules: a JSON object with the member <c>rules</c>. Comments and trailing commas are allowed, members that it does not know are not.</summary>
internal sealed class RouteRulesFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public required IReadOnlyList<RouteRuleEntry> Rules { get; init; }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="FormatException">It is not what it must be; the message says what is wrong, for an operator.</exception>
    public static IReadOnlyList<RouteRule> Read(string text)
    {
        RouteRulesFile? file;
        try
        {
            file = JsonSerializer.Deserialize<RouteRulesFile>(text, Json);
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }

        if (file is not { Rules.Count: > 0 } || file.Rules.Contains(null!))
        {
            throw new FormatException("It has no rules, or one that is null.");
        }

        var rules = file.Rules.Select((rule, index) => rule.Read($"rules[{index}]")).ToArray();
        if (Array.FindIndex(rules, rule => rule.IsDefault) is var first && first != rules.Length - 1)
        {
            throw new FormatException(first < 0
                ? "The last rule must be the default: without host, methods and path."
                : $"rules[{first}] has neither host nor methods nor path, so that those behind it have no effect: it must be the last.");
        }

        return rules;
    }
}
