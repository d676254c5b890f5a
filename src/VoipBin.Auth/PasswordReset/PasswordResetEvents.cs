namespace VoipBin.Auth.PasswordReset;

/// <summary>What the audit trail says of forgotten passwords.</summary>
internal static class PasswordResetEvents
{
    public const string Requested = "agent.password_forgotten";
    public const string Reset = "agent.password_reset";
}
