using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.Requests;

/// <summary>An answer that is written to JSON once, and sent as often as it is asked for.</summary>
/// <typeparam name="TBody">What it says, for the OpenAPI document.</typeparam>
internal sealed class JsonAnswer<TBody>(byte[] utf8) : IResult, IEndpointMetadataProvider
{
    /// <summary>Its length in bytes.</summary>
    public int Length => utf8.Length;

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TBody), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.ContentType, response.ContentLength) = ("application/json; charset=utf-8", utf8.Length);
        response.BodyWriter.Write(utf8);
        return Task.CompletedTask;
    }
}

internal static class JsonAnswer
{
    public static JsonAnswer<TBody> Of<TBody>(TBody body) => new(JsonSerializer.SerializeToUtf8Bytes(body, ServiceJson.Options));
}
