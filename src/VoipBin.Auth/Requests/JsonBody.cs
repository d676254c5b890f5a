using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>A request's body, read as JSON whatever its Content-Type says: clients send it as <c>text/plain</c>, or as curl's default form type.</summary>
internal sealed class JsonBody<TBody> : IRefusable, IEndpointParameterMetadataProvider
    where TBody : class, IRequestBody, new()
{
    private readonly TBody? value;

    private JsonBody(TBody? value, ProblemResult? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public TBody Value => value ?? throw new InvalidOperationException("A refused body has no value; the filter should have answered.");

    public ProblemResult? Refusal { get; }

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<JsonBody<TBody>?> BindAsync(HttpContext context)
    {
        var (value, problem) = await JsonBodyReader.ReadAsync<TBody>(context);
        if (value is null)
        {
            return new(null, problem);
        }

        var faults = value.Validate(context.RequestServices).ToArray<object>();
        return faults.Length == 0 ? new(value, null) : new(null, new(ProblemCatalogue.InvalidArgument, faults));
    }

    /// <summary>Documents the body, and keeps routing from answering 415 to another Content-Type.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The framework's interface asks for it.")]
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json", "*/*"], typeof(TBody), TBody.MayBeEmpty));
}
