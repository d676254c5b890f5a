using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Every route of the service, as the framework knows it: a new one is among them without anybody's doing.</summary>
internal static partial class ServiceRoutes
{
    public const string UnknownId = "01890000-0000-7000-8000-000000000000";

    /// <summary>What is answered although it is no endpoint, and what there is not.</summary>
    private static readonly (string Method, string Path)[] Others =
    [
        ("GET", "/swagger"), ("GET", "/swagger/index.html"), ("GET", "/swagger/v1/swagger.json"), ("GET", "/nowhere"), ("POST", "/auth/nowhere"), ("GET", "/v1.0/nowhere"),
        ("DELETE", "/v1.0/accesskeys"), ("GET", "/console/nowhere"), ("POST", "/console/accesskeys"), ("GET", "/authz/nowhere"), ("GET", "/assets/nowhere"), ("GET", "/health"),
    ];

    private static readonly Lazy<Task<IReadOnlyList<(string Method, string Path)>>> Found = new(FindAsync);

    /// <summary>By method and path; ids are those of nothing.</summary>
    public static Task<IReadOnlyList<(string Method, string Path)>> AllAsync() => Found.Value;

    private static async Task<IReadOnlyList<(string Method, string Path)>> FindAsync()
    {
        var host = new SqliteService();
        await host.InitializeAsync();
        try
        {
            return [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, "/" + Fill(endpoint.RoutePattern.RawText!).Trim('/'))))
                .Concat(Others)
                .Distinct()];
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static string Fill(string pattern) => Parameter().Replace(pattern, match => match.Groups["name"].Value is "id" ? UnknownId : "v1.0/calls");

    [GeneratedRegex(@"\{\**(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
