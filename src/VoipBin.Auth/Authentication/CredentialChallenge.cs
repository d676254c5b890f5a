using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>The answer of both schemes to a request without a good credential: one neutral sentence, whatever the cause.</summary>
internal static class CredentialChallenge
{
    public static Task WriteAsync(HttpContext context) => ProblemWriter.WriteAsync(context, Explain(context));

    /// <summary>Why the request's credential does not count, when it does not; the operator is told, and it is counted.</summary>
    public static Problem Explain(HttpContext context)
    {
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
