namespace VoipBin.Auth.Authentication;

/// <summary>Where both schemes tell the operator why a credential was refused; the client hears one neutral sentence.</summary>
internal sealed partial class RefusedCredentialLog(ILogger<RefusedCredentialLog> logger)
{
    /// <param name="kind">What was presented.</param>
    /// <param name="cause">A fixed word: never anything that the client sent.</param>
    /// <param name="context">The request.</param>
    public void Write(CredentialKind kind, string cause, HttpContext context) => Log.Refused(logger, kind, cause, context.TraceIdentifier);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused {Kind}: {Cause}, request {RequestId}")]
        public static partial void Refused(ILogger logger, CredentialKind kind, string cause, string requestId);
    }
}
