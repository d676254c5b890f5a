using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.OpenApi;

/// <summary>The published document is part of the repository, so that a change of the API is seen in review.</summary>
public sealed class OpenApiDocumentTests(SqliteService service) : IClassFixture<SqliteService>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Document_AsServed_IsTheOneInDocs()
    {
        using var client = service.CreateClient();
        var file = Path.Combine(Repository.Root, "docs", "openapi.json");

        var served = Normalise(await client.GetStringAsync("/swagger/v1/swagger.json"));

        // To take over an intended change: UPDATE_OPENAPI=1 bash scripts/test
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), served);
    }

    [Fact]
    public async Task Document_EveryOperation_NamesItsCredentialsAndRefusals()
    {
        using var client = service.CreateClient();

        var document = JsonDocument.Parse(await client.GetStringAsync("/swagger/v1/swagger.json")).RootElement;

        var paths = document.GetProperty("paths").EnumerateObject().ToArray();
        Assert.Contains("/auth/login", paths.Select(path => path.Name));
        Assert.DoesNotContain("/console", paths.Select(path => path.Name));
        foreach (var operation in paths.Where(path => path.Name.StartsWith("/v1.0", StringComparison.Ordinal)).SelectMany(path => path.Value.EnumerateObject()))
        {
            var responses = operation.Value.GetProperty("responses");
            Assert.All(new[] { "400", "401", "403" }, status => Assert.True(responses.TryGetProperty(status, out _), $"{operation.Name} {status}"));
            Assert.Single(responses.EnumerateObject(), response => response.Name is "200" or "201");
            Assert.Equal(2, operation.Value.GetProperty("security").GetArrayLength());
        }
    }

    /// <summary>So that "Try it out" sends what was entered at "Authorize", and the route can be tried without, too.</summary>
    [Fact]
    public async Task Document_WithdrawUnregistration_TakesACredentialOrNone()
    {
        using var client = service.CreateClient();

        var paths = JsonDocument.Parse(await client.GetStringAsync("/swagger/v1/swagger.json")).RootElement.GetProperty("paths");

        var security = paths.GetProperty("/auth/unregister").GetProperty("delete").GetProperty("security").EnumerateArray();
        Assert.Equal(["bearer", "accesskey", ""], security.Select(requirement => string.Join(' ', requirement.Members())));
        Assert.False(paths.GetProperty("/auth/login").GetProperty("post").TryGetProperty("security", out _));
    }

    [Theory]
    [InlineData("/swagger", 301)]
    [InlineData("/swagger/index.html", 200)]
    [InlineData("/swagger/swagger-ui-bundle.js", 200)]
    [InlineData("/swagger/v1/swagger.json", 200)]
    public async Task SwaggerUi_WithoutCredential_IsServed(string path, int expected)
    {
        using var client = service.CreateClient();

        var response = await client.GetAsync(path);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    private static string Normalise(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Indented) + "\n";
}
