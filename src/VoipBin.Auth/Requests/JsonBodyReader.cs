using System.Text.Json;
using System.Text.Unicode;
using VoipBin.Auth.Json;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>Reads one JSON object from a request, strictly: see the contract's section 1.</summary>
internal static class JsonBodyReader
{
    /// <summary>The most that a body may have, in bytes.</summary>
    public const int MaximumBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static async Task<(TBody? Value, ProblemResult? Refusal)> ReadAsync<TBody>(HttpContext context)
        where TBody : class, IRequestBody, new()
    {
        if (context.Request.ContentLength > MaximumBytes)
        {
            return (null, ProblemCatalogue.BodyTooLarge);
        }

        // One byte more than allowed tells that there is more.
        var buffer = new byte[(int)(context.Request.ContentLength ?? MaximumBytes) + 1];
        int length;
        try
        {
            length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            // A chunk whose size no number can hold: the server tells it from a lost connection only by that.
            return (null, ProblemCatalogue.InvalidJsonBody);
        }

        return length > MaximumBytes ? (null, ProblemCatalogue.BodyTooLarge) : Parse<TBody>(buffer.AsMemory(0, length));
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
