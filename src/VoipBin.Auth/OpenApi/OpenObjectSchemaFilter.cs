using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace VoipBin.Auth.OpenApi;

/// <summary>Says that objects may have further members: unknown ones are ignored in requests, and answers may gain some.</summary>
internal sealed class OpenObjectSchemaFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema concrete)
        {
            concrete.AdditionalPropertiesAllowed = true;
        }
    }
}
