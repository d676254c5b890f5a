using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>The <c>{id}</c> of a path: a UUID, else 400 <c>INVALID_ID</c>.</summary>
internal sealed class ResourceId : IRefusable, IEndpointParameterMetadataProvider
{
    private ResourceId(Guid? value) => Value = value.GetValueOrDefault();

    public Guid Value { get; }

    public ProblemResult? Refusal { get; private init; }

    public static ValueTask<ResourceId?> BindAsync(HttpContext context) => ValueTask.FromResult<ResourceId?>(
        Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id) && id.ToString().Equals(context.Request.RouteValues["id"] as string, StringComparison.OrdinalIgnoreCase)
            ? new(id)
            : new(null) { Refusal = ProblemCatalogue.InvalidId });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(ResourceIdMetadata.Instance);
}

/// <summary>Marks an endpoint whose path has an <c>{id}</c>, for the documentation.</summary>
internal sealed class ResourceIdMetadata
{
    public static readonly ResourceIdMetadata Instance = new();
}
