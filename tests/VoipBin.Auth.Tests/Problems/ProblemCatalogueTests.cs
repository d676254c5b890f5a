using System.Globalization;
using System.Reflection;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Tests.Problems;

public sealed class ProblemCatalogueTests
{
    private static readonly string[] Reasons = ["INVALID_JSON_BODY", "INVALID_ARGUMENT", "INVALID_ID", "INVALID_REQUEST_PARAMETER", "MULTIPLE_CREDENTIALS", "WEAK_PASSWORD", "INVALID_USERNAME_FORMAT", "INVALID_CODE"];

    internal static IReadOnlyList<Problem> All { get; } =
        [.. typeof(ProblemCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Problem>()];

    /// <summary>The table of the contract's section 1, as far as the service has these refusals.</summary>
    [Fact]
    public void All_Refusals_HaveTheStatusOfTheContract()
    {
        foreach (var problem in All)
        {
            var expected = problem.StatusCode switch
            {
                400 when Reasons.Contains(problem.Reason) => "INVALID_ARGUMENT",
                401 when problem.Reason is "AUTHENTICATION_REQUIRED" or "INVALID_CREDENTIALS" => "UNAUTHENTICATED",
                403 => "PERMISSION_DENIED",
                404 when problem.Reason.EndsWith("_NOT_FOUND", StringComparison.Ordinal) => "NOT_FOUND",
                405 when problem.Reason is "METHOD_NOT_ALLOWED" => "INVALID_ARGUMENT",
                409 when problem.Reason is "AGENT_ALREADY_EXISTS" or "CUSTOMER_ALREADY_EXISTS" => "ALREADY_EXISTS",
                409 when problem.Reason is "STATE_INVALID" => "FAILED_PRECONDITION",
                408 when problem.Reason is "REQUEST_TIMEOUT" => "INVALID_ARGUMENT",
                413 when problem.Reason is "BODY_TOO_LARGE" => "INVALID_ARGUMENT",
                429 when problem.Reason is "RATE_LIMIT_EXCEEDED" or "RESOURCE_LIMIT_EXCEEDED" => "RESOURCE_EXHAUSTED",
                500 when problem.Reason is "INTERNAL" => "INTERNAL",
                503 when problem.Reason is "SERVICE_UNAVAILABLE" => "UNAVAILABLE",
                _ => "not in the contract",
            };

            Assert.Equal($"{problem.Reason} {expected}", $"{problem.Reason} {problem.Status}");
        }
    }

    [Fact]
    public void All_Messages_AreOneSentence() =>
        Assert.All(All, problem => Assert.Matches(@"^[A-Z][^\n]{10,150}[^.\n]\.$", problem.Message));

    [Theory]
    [InlineData("INVALID_CREDENTIALS", "invalid_token")]
    [InlineData("AUTHENTICATION_REQUIRED", null)]
    [InlineData("MULTIPLE_CREDENTIALS", "invalid_request")]
    [InlineData("PERMISSION_DENIED", "insufficient_scope")]
    [InlineData("ACCOUNT_FROZEN", null)]
    [InlineData("CROSS_SITE_REQUEST", null)]
    public void ChallengeError_Reason_IsThatOfRfc6750(string reason, string? expected)
    {
        var problem = All.First(problem => problem.Reason == reason);

        Assert.Equal(expected, problem.ChallengeError);
    }

    [Fact]
    public void LoginFailed_Compared_DiffersFromABadCredentialInTheChallengeOnly()
    {
        Assert.Null(ProblemCatalogue.LoginFailed.ChallengeError);
        Assert.Equal(ProblemCatalogue.InvalidCredentials, ProblemCatalogue.LoginFailed with { ChallengeError = "invalid_token" });
    }

    [Theory]
    [InlineData("-00:00:05", 1)]
    [InlineData("00:00:00", 1)]
    [InlineData("00:00:00.000001", 1)]
    [InlineData("00:00:01", 1)]
    [InlineData("00:00:01.000001", 2)]
    [InlineData("01:00:00", 3600)]
    public void RetryIn_Wait_IsRoundedUpToWholeSeconds(string wait, int expected)
    {
        var problem = ProblemCatalogue.RateLimitExceeded.RetryIn(TimeSpan.Parse(wait, CultureInfo.InvariantCulture));

        Assert.Equal(ProblemCatalogue.RateLimitExceeded with { RetryAfter = expected }, problem);
    }

    [Theory]
    [InlineData(400, "400 INVALID_REQUEST_PARAMETER")]
    [InlineData(401, "401 AUTHENTICATION_REQUIRED")]
    [InlineData(403, "403 PERMISSION_DENIED")]
    [InlineData(404, "404 ROUTE_NOT_FOUND")]
    [InlineData(405, "405 METHOD_NOT_ALLOWED")]
    [InlineData(408, "408 REQUEST_TIMEOUT")]
    [InlineData(413, "413 BODY_TOO_LARGE")]
    [InlineData(415, "415 INVALID_REQUEST_PARAMETER")]
    [InlineData(500, "500 INTERNAL")]
    [InlineData(502, "500 INTERNAL")]
    [InlineData(503, "503 SERVICE_UNAVAILABLE")]
    public void ForStatus_StatusOfTheFramework_IsExpected(int status, string expected)
    {
        var problem = ProblemCatalogue.ForStatus(status);

        Assert.Equal(expected, $"{problem.StatusCode} {problem.Reason}");
    }
}
