using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing.Template;
using VoipBin.Auth.Authentication;

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

    public required IReadOnlyList<Rule> Rules { get; init; }

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

    /// <summary>A rule as it is written.</summary>
    internal sealed class Rule
    {
        public string? Host { get; init; }

        public IReadOnlyList<string>? Methods { get; init; }

        public string? Path { get; init; }

        public RouteAccess? Allow { get; init; }

        public IReadOnlyList<Permission>? Permission { get; init; }

        public RouteRule Read(string where)
        {
            var permission = Permission?.Aggregate(Authentication.Permission.None, (sum, bit) => sum | bit) ?? Authentication.Permission.None;
            Require(Allow is not null || Permission is not null, where, "says neither \"allow\" nor \"permission\"");
            Require(Permission is null || permission != Authentication.Permission.None, where, "has an empty \"permission\"");
            Require(Permission is null || Allow is null or RouteAccess.Caller or RouteAccess.Token, where, "needs a permission of somebody whom \"allow\" does not ask for a credential");
            Require(Host is null || (Ascii.IsValid(Host) && Uri.CheckHostName(Host) != UriHostNameType.Unknown), where, "has a host that is none: write it without port, and as it stands in requests (xn--…)");
            Require(Methods is null || !Methods.Contains("HEAD", StringComparer.OrdinalIgnoreCase), where, "names HEAD, which counts as GET: write that");
            Require(Methods is null || (Methods.Count > 0 && Methods.All(method => method is { Length: > 0 } && method.All(char.IsAsciiLetter))), where, "has methods that are none");
            return new(Allow ?? RouteAccess.Caller, permission)
            {
                Host = Host is null ? null : HostName(Host),
                Methods = Methods ?? [],
                Path = Path is null ? null : new(ReadTemplate(where), []),
            };
        }

        /// <summary>As it stands in requests: an IPv6 address in brackets.</summary>
        private static string HostName(string host) => (host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host.TrimEnd('.')).ToLowerInvariant();

        private static void Require(bool condition, string where, string fault)
        {
            if (!condition)
            {
                throw new FormatException($"{where} {fault}.");
            }
        }

        /// <summary>What would match more or less than it seems to say is refused.</summary>
        private RouteTemplate ReadTemplate(string where)
        {
            Require(Path!.StartsWith('/') && !Path.Contains("//", StringComparison.Ordinal), where, "has a path that does not begin with a slash, or has an empty segment");
            try
            {
                var template = TemplateParser.Parse(Path);
                Require(
                    template.Segments.All(segment => segment.Parts.All(part => !part.IsLiteral || (!part.Text!.AsSpan().ContainsAny("%*;\\") && (segment.Parts.Count > 1 || part.Text is not ("." or ".."))))),
                    where,
                    "has a path that no request has: write it decoded and in canonical form; \"{**rest}\" stands for any rest");
                Require(
                    template.Parameters.All(parameter => !parameter.InlineConstraints.Any() && !parameter.IsOptional && parameter.DefaultValue is null),
                    where,
                    "has a path with a constraint, a default or an optional parameter: write a rule for each form");
                return template;
            }
            catch (ArgumentException exception)
            {
                throw new FormatException($"{where} has a path that is no template: {exception.Message}", exception);
            }
        }
    }
}
