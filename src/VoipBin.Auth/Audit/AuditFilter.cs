using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Audit;

/// <summary>Which events are asked for: <c>type</c>, <c>agent_id</c>, <c>tm_from</c> (inclusive) and <c>tm_to</c> (exclusive).</summary>
internal sealed class AuditFilter : IRefusable, IEndpointParameterMetadataProvider
{
    private static readonly IReadOnlyList<QueryParameterMetadata> Parameters =
    [
        new("type", "Only events of this type, for example `accesskey.created`.", Format: null),
        new("agent_id", "Only events that this agent caused.", "uuid"),
        new("tm_from", "Only events from this instant on.", "date-time"),
        new("tm_to", "Only events before this instant.", "date-time"),
    ];

    public string? Type { get; init; }

    public Guid? AgentId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public ProblemResult? Refusal { get; private init; }

    public static ValueTask<AuditFilter?> BindAsync(HttpContext context)
    {
        var faults = new List<object>();
        return ValueTask.FromResult<AuditFilter?>(new()
        {
            Type = Read(context, "type", faults, text => text, "one type"),
            AgentId = Read(context, "agent_id", faults, text => Guid.TryParseExact(text, "D", out var id) ? id : (Guid?)null, "a UUID"),
            From = Read(context, "tm_from", faults, ParseTimestamp, "a timestamp, for example 2026-11-22T09:30:00Z"),
            To = Read(context, "tm_to", faults, ParseTimestamp, "a timestamp, for example 2026-11-22T09:30:00Z"),
            Refusal = faults.Count == 0 ? null : new(ProblemCatalogue.InvalidRequestParameter, faults),
        });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var metadata in Parameters)
        {
            builder.Metadata.Add(metadata);
        }
    }

    private static DateTimeOffset? ParseTimestamp(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private static T? Read<T>(HttpContext context, string name, List<object> faults, Func<string, T?> parse, string expected)
    {
        var values = context.Request.Query[name];
        if (values.Count == 0 || (values is [{ Length: 0 }]))
        {
            return default;
        }

        var value = values is [{ } text] && !text.Contains('\0') ? parse(text) : default;
        if (value is null)
        {
            faults.Add(new FieldFault(name, "type", $"It must be {expected}."));
        }

        return value;
    }
}
