using System.Text.Json;
using System.Text.Unicode;
using VoipBin.Auth.Json;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>Reads one JSON object from a request, strictly: see the contract's section 1.</summary>
internal static class JsonBodyReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static async Task<(TBody? Value, ProblemResult? Refusal)> ReadAsync<TBody>(HttpContext context)
        where TBody : class, IRequestBody, new()
    {
        var (body, refusal) = await BodyReader.ReadAsync(context, ProblemCatalogue.InvalidJsonBody);
        return refusal is null ? Parse<TBody>(body) : (null, refusal);
    }

    private static (TBody? Value, ProblemResult? Refusal) Parse<TBody>(ReadOnlyMemory<byte> body)
        where TBody : class, IRequestBody, new()
    {
        if (body.Span.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        switch (KindOf(body))
        {
            case JsonValueKind.Object:
                break;
            case JsonValueKind.Null when TBody.MayBeEmpty:
                return (new(), null);
            default:
                return (null, ProblemCatalogue.InvalidJsonBody);
        }

        try
        {
            return (JsonSerializer.Deserialize<TBody>(body.Span, ServiceJson.Options), null);
        }
        catch (JsonException exception)
        {
            return (null, new(ProblemCatalogue.InvalidArgument, JsonFault.Describe(exception, typeof(TBody))));
        }
    }

    /// <summary>Names are matched without regard to case, and so are duplicates.</summary>
    private static bool HasMemberTwice(JsonElement root)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Any(member => !names.Add(member.Name));
    }

    /// <summary>What stands in the body; <see cref="JsonValueKind.Null"/> when nothing does, and <see cref="JsonValueKind.Undefined"/> when it is not JSON.</summary>
    private static JsonValueKind KindOf(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return JsonValueKind.Null;
        }

        try
        {
            using var document = Utf8.IsValid(body.Span) ? JsonDocument.Parse(body, Strict) : null;
            return document is null || HasMemberTwice(document.RootElement) ? JsonValueKind.Undefined : document.RootElement.ValueKind;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name with half a surrogate pair.
            return JsonValueKind.Undefined;
        }
    }
}
