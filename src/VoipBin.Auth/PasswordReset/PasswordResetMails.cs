using VoipBin.Auth.Agents;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.PasswordReset;

/// <summary>What somebody is mailed who has forgotten his password.</summary>
internal static class PasswordResetMails
{
    public static MailText Forgotten(Agent agent, Uri link) => new(agent.Username, "Set a new password",
    [
        "Somebody, probably you, asked for a new password. Open this link to set one:",
        "It is good for one hour, and once. If it was not you, ignore this mail: your password stays as it is.",
    ], link);
}
