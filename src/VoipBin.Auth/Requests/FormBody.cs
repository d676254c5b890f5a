using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>A request's body, read as the fields of a form, where a standard asks for one. The framework is not let at it: it would keep the fields, which may be secret, with the request.</summary>
/// <typeparam name="TFields">The fields, for the OpenAPI document.</typeparam>
internal sealed class FormBody<TFields> : IRefusable, IEndpointParameterMetadataProvider
{
    private readonly Dictionary<string, StringValues>? fields;

    private FormBody(Dictionary<string, StringValues>? fields, ProblemResult? refusal)
    {
        this.fields = fields;
        Refusal = refusal;
    }

    public ProblemResult? Refusal { get; }

    private Dictionary<string, StringValues> Fields => fields ?? throw new InvalidOperationException("A refused body has no fields; the filter should have answered.");

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<FormBody<TFields>?> BindAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(FormBody.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return new(null, ProblemCatalogue.InvalidForm);
        }

        var (body, refusal) = await BodyReader.ReadAsync(context, ProblemCatalogue.InvalidForm);
        if (refusal is not null)
        {
            return new(null, refusal);
        }

        try
        {
            return new(await new FormPipeReader(PipeReader.Create(new(body))).ReadFormAsync(context.RequestAborted), null);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // More fields, or longer names, than any form of ours has; or one with %00 in it.
            return new(null, ProblemCatalogue.InvalidForm);
        }
    }

    /// <summary>Documents the body, and keeps routing from answering 415 to another Content-Type.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The framework's interface asks for it.")]
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([FormBody.ContentType, "*/*"], typeof(TFields), isOptional: false));

    /// <summary>Takes a field that must be there, once, and not empty.</summary>
    /// <param name="name">Its name; as in JSON, a client may write it in any case.</param>
    /// <param name="value">What it says.</param>
    /// <param name="fault">What is wrong with it.</param>
    public bool TryTake(string name, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out FieldFault? fault)
    {
        var values = Fields.GetValueOrDefault(name);
        value = values is [{ Length: > 0 } only] ? only : null;
        fault = value is not null ? null : values.Count > 1
            ? new(name, "once", "It must be there only once.")
            : new(name, "required", "It must be there, and not empty.");
        return value is not null;
    }
}

internal static class FormBody
{
    public const string ContentType = "application/x-www-form-urlencoded";
}
