using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Tests.Problems;

public sealed class ProblemWriterTests
{
    [Fact]
    public async Task WriteAsync_WithoutDetails_HasExactlyThisBody()
    {
        var (response, body) = await WriteAsync(ProblemCatalogue.RouteNotFound);

        Assert.Equal(404, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.ContentType);
        Assert.Equal("""{"error":{"status":"NOT_FOUND","reason":"ROUTE_NOT_FOUND","message":"There is no such route.","request_id":"req_test"}}""", body);
    }

    [Fact]
    public async Task WriteAsync_WithDetails_HasThemInSnakeCase()
    {
        var (_, body) = await WriteAsync(ProblemCatalogue.InvalidArgument, new FieldFault("expire", "minimum", "Too short."));

        Assert.Contains(""","request_id":"req_test","details":[{"field":"expire","rule":"minimum","message":"Too short."}]}}""", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTHENTICATION_REQUIRED", "Bearer realm=\"voipbin\"", "")]
    [InlineData("INVALID_CREDENTIALS", "Bearer realm=\"voipbin\", error=\"invalid_token\"", "")]
    [InlineData("MULTIPLE_CREDENTIALS", "Bearer realm=\"voipbin\", error=\"invalid_request\"", "")]
    [InlineData("PERMISSION_DENIED", "Bearer realm=\"voipbin\", error=\"insufficient_scope\"", "")]
    [InlineData("ACCOUNT_FROZEN", "", "")]
    [InlineData("INVALID_JSON_BODY", "", "")]
    [InlineData("SERVICE_UNAVAILABLE", "", "1")]
    public async Task WriteAsync_Reason_HasTheseHeaders(string reason, string challenge, string retryAfter)
    {
        var (response, _) = await WriteAsync(ProblemCatalogueTests.All.First(problem => problem.Reason == reason));

        Assert.Equal(challenge, response.Headers.WWWAuthenticate.ToString());
        Assert.Equal(retryAfter, response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task WriteAsync_FailedLogin_HasAChallengeWithoutError()
    {
        var (response, body) = await WriteAsync(ProblemCatalogue.LoginFailed);

        Assert.Equal("Bearer realm=\"voipbin\"", response.Headers.WWWAuthenticate.ToString());
        Assert.Contains("\"reason\":\"INVALID_CREDENTIALS\"", body, StringComparison.Ordinal);
    }

    private static async Task<(HttpResponse Response, string Body)> WriteAsync(Problem problem, params object[] details)
    {
        var body = new MemoryStream();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<RefusalLog>().BuildServiceProvider();
        var context = new DefaultHttpContext { TraceIdentifier = "req_test", RequestServices = services };
        context.Response.Body = body;

        await ProblemWriter.WriteAsync(context, problem, details);
        await context.Response.CompleteAsync();

        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
