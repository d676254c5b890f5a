using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>The rows of the matrix: every route of the service with a body that nothing is wrong with, so that the status tells who may.</summary>
internal static class MatrixRoutes
{
    public const string PresentPassword = "the present passphrase";

    /// <summary>Who may do what below these is told by tests of their own: ConsoleRightsTests, and for decisions DecisionTests.</summary>
    private static readonly string[] Apart = ["/console", "/assets", "/authz"];

    /// <summary>By method and route. <c>{unique}</c> becomes something new in each request.</summary>
    public static IReadOnlyDictionary<string, string?> Bodies { get; } = new Dictionary<string, string?>
    {
        ["GET /ping"] = null,
        ["GET /health/live"] = null,
        ["GET /health/ready"] = null,
        ["GET /.well-known/jwks.json"] = null,
        ["GET /.well-known/security.txt"] = null,
        ["GET /"] = null,
        ["POST /auth/login"] = $$"""{"username":"{{Infrastructure.AuthService.Username}}","password":"{{Infrastructure.AuthService.Password}}"}""",
        ["POST /auth/logout"] = "{}",
        ["POST /auth/introspect"] = "token=unknown",
        ["POST /auth/delegate"] = """{"customer_id":"00000000-0000-0000-0000-000000000000","reason":"because the matrix asks"}""",
        ["POST /auth/signup"] = """{"email":"{unique}@example.net","accepted_tos":true}""",
        ["POST /auth/complete-signup"] = """{"temp_token":"unknown","code":"000000"}""",
        ["GET /auth/email-verify"] = null,
        ["POST /auth/email-verify"] = """{"token":"unknown"}""",
        ["POST /auth/email-verify/form"] = null,
        ["POST /auth/password-forgot"] = """{"username":"{unique}@example.net"}""",
        ["GET /auth/password-reset"] = null,
        ["POST /auth/password-reset"] = """{"token":"unknown","password":"quite another passphrase"}""",
        ["POST /auth/password-reset/form"] = null,
        ["POST /auth/unregister"] = """{"password":"a wrong passphrase"}""",
        ["DELETE /auth/unregister"] = null,
        ["GET /v1.0/me"] = null,
        ["GET /v1.0/audit"] = null,
        ["GET /v1.0/accesskeys"] = null,
        ["POST /v1.0/accesskeys"] = """{"name":"key"}""",
        ["GET /v1.0/accesskeys/{id}"] = null,
        ["PUT /v1.0/accesskeys/{id}"] = """{"name":"renamed"}""",
        ["DELETE /v1.0/accesskeys/{id}"] = null,
        ["GET /v1.0/agents"] = null,
        ["POST /v1.0/agents"] = """{"username":"{unique}@example.net","permission":16}""",
        ["GET /v1.0/agents/{id}"] = null,
        ["PUT /v1.0/agents/{id}"] = """{"name":"renamed"}""",
        ["DELETE /v1.0/agents/{id}"] = null,
        ["PUT /v1.0/agents/{id}/password"] = $$"""{"password":"quite another passphrase","current_password":"{{PresentPassword}}"}""",
        ["PUT /v1.0/agents/{id}/permission"] = """{"permission":0}""",
        ["GET /v1.0/customer"] = null,
        ["PUT /v1.0/customer"] = """{"name":"renamed"}""",
        ["GET /v1.0/customers"] = null,
        ["POST /v1.0/customers"] = """{"name":"new","email":"{unique}@example.net"}""",
        ["GET /v1.0/customers/{id}"] = null,
        ["PUT /v1.0/customers/{id}"] = """{"name":"renamed"}""",
        ["DELETE /v1.0/customers/{id}"] = null,
        ["POST /v1.0/customers/{id}/freeze"] = null,
        ["POST /v1.0/customers/{id}/recover"] = null,
    };

    /// <summary>Every route that the service has for programs, as the framework knows it: pages and what they load read none of these credentials, and are asked by tests of their own. HEAD is GET without a body: the two are sent together.</summary>
    public static IEnumerable<string> FindAll(IServiceProvider services) => services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => !Apart.Any(prefix => endpoint.RoutePattern.RawText!.StartsWith(prefix, StringComparison.Ordinal)))
        .SelectMany(endpoint => MethodsOf(endpoint).Where(method => method != "HEAD").Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
        .Distinct();

    /// <summary>Whose thing the <c>{id}</c> names.</summary>
    public static string[] WhoseOf(string route) => route switch
    {
        _ when !route.Contains("{id}", StringComparison.Ordinal) => [""],
        _ when route.Contains("/agents/", StringComparison.Ordinal) => ["oneself", "own", "other's"],
        _ => ["own", "other's"],
    };

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
}
