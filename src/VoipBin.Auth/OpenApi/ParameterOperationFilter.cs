using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.OpenApi;

/// <summary>Describes what a route's arguments read from the path and the query by themselves, and hides that bodies are read whatever their Content-Type.</summary>
internal sealed class ParameterOperationFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (metadata.OfType<ResourceIdMetadata>().Any())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            });
        }

        if (metadata.OfType<PageRequestMetadata>().Any())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "page_size",
                In = ParameterLocation.Query,
                Description = "Rows on the page; out of range counts as the maximum.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{PageRequest.MaximumSize}", Default = JsonValue.Create(PageRequest.MaximumSize) },
            });
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "page_token",
                In = ParameterLocation.Query,
                Description = "The `next_page_token` of the page before.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        foreach (var parameter in metadata.OfType<QueryParameterMetadata>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = parameter.Format },
            });
        }

        operation.RequestBody?.Content?.Remove("*/*");
    }
}
