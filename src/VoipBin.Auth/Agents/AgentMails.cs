using VoipBin.Auth.Mail;

namespace VoipBin.Auth.Agents;

/// <summary>What an agent is told about itself, so that nobody changes it unnoticed.</summary>
internal static class AgentMails
{
    public static MailText PasswordChanged(Agent agent) => new(agent.Username, "Your password was changed",
    [
        "The password of your account was changed, and every session of it was ended.",
        "If it was not you or your admin: reset the password now, and tell your admin.",
    ]);

    public static MailText PermissionChanged(Agent agent) => new(agent.Username, "Your permission was changed",
    [
        $"Your account may now do: {Describe(agent)}.",
        "If you did not expect this, ask your admin.",
    ]);

    private static string Describe(Agent agent) => agent.Permission == Authentication.Permission.None ? "nothing" : agent.Permission.ToString();
}
