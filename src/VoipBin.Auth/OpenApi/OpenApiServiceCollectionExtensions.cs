using Microsoft.Extensions.Options;
using Swashbuckle.AspNetCore.SwaggerGen;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.OpenApi;

internal static class OpenApiServiceCollectionExtensions
{
    private const string Description = """
        Every API request is authenticated by a **token** or an **accesskey**. Press "Authorize" to try the routes here.

        * A token is the answer of `POST /auth/login`, good for 7 days: send it as `Authorization: Bearer …` or `?token=…`.
        * An accesskey is long-lived and made at `/v1.0/accesskeys`: send it as `?accesskey=…` or `Authorization: Bearer …`.

        Every refusal has one shape; branch on `error.reason`. Every answer carries `X-Request-Id`.
        """;

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver>(provider =>
            new JsonSerializerDataContractResolver(ServiceJson.Options, provider.GetRequiredService<IOptions<SchemaGeneratorOptions>>().Value));
        return services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new() { Title = "VoipBin.Auth", Version = "v1", Description = Description });
            options.DocInclusionPredicate(static (_, description) => description.HttpMethod != HttpMethods.Head);
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "VoipBin.Auth.xml"));
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaId);
            options.SchemaFilter<OpenObjectSchemaFilter>();
            options.OperationFilter<ParameterOperationFilter>();
            options.OperationFilter<RefusalOperationFilter>();
            foreach (var (name, scheme) in OpenApiSecurity.Schemes)
            {
                options.AddSecurityDefinition(name, scheme);
            }
        });
    }

    /// <summary>Serves the document at <c>/swagger/v1/swagger.json</c> and its pages at <c>/swagger</c>.</summary>
    public static WebApplication UseOpenApiDocument(this WebApplication app)
    {
        // In a branch: both match their paths with regular expressions, which every other request would pay for.
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/swagger"), static branch =>
        {
            branch.UseWhen(static context => !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method), static other => other.Run(RefuseMethod));
            branch.UseSwagger();
            branch.UseSwaggerUI(static options =>
            {
                options.DocumentTitle = "VoipBin.Auth";
                options.SwaggerEndpoint("v1/swagger.json", "VoipBin.Auth v1");
            });
        });
        return app;
    }

    /// <summary>These pages are served outside of routing, which would say so by itself.</summary>
    private static Task RefuseMethod(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = $"{HttpMethods.Get}, {HttpMethods.Head}";
        return Task.CompletedTask;
    }

    /// <summary>What is called a response here is simply the thing there.</summary>
    private static string SchemaId(Type type) => type switch
    {
        { IsGenericType: true } => SchemaId(type.GetGenericArguments()[0]) + "Page",
        { DeclaringType: { } outer } when outer == typeof(Problems.ProblemBody) => "ErrorContent",
        _ when type == typeof(Problems.ProblemBody) => "Error",
        _ => type.Name.EndsWith("Response", StringComparison.Ordinal) && type.Name != "LoginResponse" ? type.Name[..^"Response".Length] : type.Name,
    };
}
