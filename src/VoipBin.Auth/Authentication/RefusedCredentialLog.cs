namespace VoipBin.Auth.Authentication;

/// <summary>Where both schemes tell the operator why a credential was refused; the client hears one neutral sentence.</summary>
internal sealed partial class RefusedCredentialLog(ILogger<RefusedCredentialLog> logger)
{
    /// <param name="kind">What was presented.</param>
    /// <param name="cause">A fixed word: never anything that the client sent.</param>
    /// <param name="context">The request.</param>
    public void Write(CredentialKind kind, string cause, HttpContext context) => Log.Refused(logger, kind.ToString(), cause, context.TraceIdentifier);

    /// <summary>What was presented has no kind yet: it was refused for the way in which it was presented.</summary>
    public void Write(RequestCredential.Refused refused, HttpContext context) => Log.Refused(logger, "credential", refused.Cause, context.TraceIdentifier);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused {Kind}: {Cause}, request {RequestId}")]
        public static partial void Refused(ILogger logger, string kind, string cause, string requestId);
    }
}
