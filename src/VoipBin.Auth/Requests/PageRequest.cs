using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>Which page of a list is asked for: <c>page_size</c> and <c>page_token</c>.</summary>
internal sealed class PageRequest : IRefusable, IEndpointParameterMetadataProvider
{
    public const int MaximumSize = 100;

    /// <summary>Rows on the page, 1 to 100.</summary>
    public int Size { get; init; } = MaximumSize;

    /// <summary>The last row of the page before; null for the first page.</summary>
    public (DateTimeOffset TmCreate, Guid Id)? After { get; init; }

    public ProblemResult? Refusal { get; private init; }

    public static ValueTask<PageRequest?> BindAsync(HttpContext context)
    {
        var (size, token) = (context.Request.Query["page_size"], context.Request.Query["page_token"]);
        if (ReadSize(size) is not { } count)
        {
            return Refuse("page_size", "type", "It must be a whole number.");
        }

        if (StringValues.IsNullOrEmpty(token))
        {
            return ValueTask.FromResult<PageRequest?>(new() { Size = count });
        }

        return token is [{ } text] && PageCursor.TryParse(text) is var (tmCreate, id)
            ? ValueTask.FromResult<PageRequest?>(new() { Size = count, After = (tmCreate, id) })
            : Refuse("page_token", "type", "It must be the next_page_token of a page of the same list.");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(PageRequestMetadata.Instance);

    /// <summary>Out of range counts as the maximum, however far; null when it is no number.</summary>
    private static int? ReadSize(StringValues values)
    {
        if (StringValues.IsNullOrEmpty(values))
        {
            return MaximumSize;
        }

        if (values is not [{ } text] || text.AsSpan().TrimStart('-') is not { IsEmpty: false } digits || text.Length - digits.Length > 1 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MaximumSize ? size : MaximumSize;
    }

    private static ValueTask<PageRequest?> Refuse(string field, string rule, string message) =>
        ValueTask.FromResult<PageRequest?>(new() { Refusal = new(ProblemCatalogue.InvalidRequestParameter, new FieldFault(field, rule, message)) });
}

/// <summary>Marks an endpoint that answers in pages, for the documentation.</summary>
internal sealed class PageRequestMetadata
{
    public static readonly PageRequestMetadata Instance = new();
}
