using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using VoipBin.Auth.Json;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.OpenApi;

/// <summary>Describes every refusal of a route, with its reasons and an example each, and the credentials that it takes.</summary>
internal sealed class RefusalOperationFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        foreach (var problems in RouteRefusals.Of(metadata).GroupBy(problem => problem.StatusCode))
        {
            operation.Responses[$"{problems.Key}"] = new OpenApiResponse
            {
                Description = string.Join(" · ", problems.Select(problem => $"`{problem.Reason}`: {problem.Message}")),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository),
                        Examples = problems.ToDictionary(problem => problem.Reason, IOpenApiExample (problem) => new OpenApiExample { Summary = problem.Message, Value = Example(problem) }),
                    },
                },
            };
        }

        OpenApiSecurityRequirement[] requirements = [.. OpenApiSecurity.Schemes.Keys.Select(scheme => new OpenApiSecurityRequirement { [new(scheme, context.Document)] = [] })];
        if (metadata.OfType<AuthorizationPolicy>().Any())
        {
            operation.Security = requirements;
        }
        else if (metadata.OfType<OptionalPolicyMetadata>().Any())
        {
            // An empty requirement: also without any.
            operation.Security = [.. requirements, []];
        }
    }

    private static JsonNode? Example(Problem problem) => JsonSerializer.SerializeToNode(
        new ProblemBody(new(problem.Status, problem.Reason, problem.Message, "req_abcdefghijklmnopqrstuvwxyz", Details: null)), ServiceJson.Options);
}
