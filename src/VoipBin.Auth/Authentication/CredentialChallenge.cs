using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>The answer of both schemes to a request without a good credential: one neutral sentence, whatever the cause.</summary>
internal static class CredentialChallenge
{
    public static Task WriteAsync(HttpContext context) => ProblemWriter.WriteAsync(context, context.GetRequestCredential() switch
    {
        RequestCredential.Absent => ProblemCatalogue.AuthenticationRequired,
        RequestCredential.Refused refused => refused.Problem,
        _ => ProblemCatalogue.InvalidCredentials,
    });
}
