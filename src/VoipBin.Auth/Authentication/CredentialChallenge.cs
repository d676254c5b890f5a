using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>The answer of both schemes to a request without a good credential: one neutral sentence, whatever the cause.</summary>
internal static class CredentialChallenge
{
    public static Task WriteAsync(HttpContext context) => Explain(context).ExecuteAsync(context);

    /// <summary>Whether the request's credential was not looked at, because too many bad ones came from its address: it may be good.</summary>
    public static bool IsLimited(HttpContext context) => context.Features.Get<IFailedCredentialLimit>() is not null;

    /// <summary>Why the request's credential does not count, when it does not; the operator is told, and it is counted.</summary>
    public static ProblemResult Explain(HttpContext context)
    {
        if (context.Features.Get<IFailedCredentialLimit>() is { } limit)
        {
            return new(ProblemCatalogue.RateLimitExceeded.RetryIn(limit.Wait), new LimitDetail(limit.Name));
        }

        var credential = context.GetRequestCredential();
        if (credential is RequestCredential.Refused notJudged)
        {
            context.RequestServices.GetRequiredService<RefusedCredentialLog>().Write(notJudged, context);
            context.RequestServices.GetRequiredService<VerificationMetrics>().CountRefused(notJudged);
        }

        return credential switch
        {
            RequestCredential.Absent => ProblemCatalogue.AuthenticationRequired,
            RequestCredential.Refused refused => refused.Problem,
            _ => ProblemCatalogue.InvalidCredentials,
        };
    }
}
