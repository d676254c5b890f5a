using VoipBin.Auth.Authentication;
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
        $"The permission of your account is now: {PermissionWords.Describe(agent.Permission)}.",
        "If you did not expect this, ask your admin.",
    ]);

    public static MailText Invited(Agent agent, Uri link) => new(agent.Username, "Set your password",
    [
        "There is an account for you. Open this link to set its password:",
        "It is good for 24 hours; after that, ask for a new one as somebody who has forgotten his password. This address is your username.",
    ], link);

    public static MailText ConfirmUsername(string username, Uri link) => new(username, "Confirm your address",
    [
        "To use this address as the username of your account, open this link and press the button:",
        "It is good for 24 hours. If you did not expect it, ignore this mail: nothing happens without it.",
    ], link);

    public static MailText UsernameChanged(string oldUsername) => new(oldUsername, "Your username was changed",
    [
        "The username of your account was changed: this address is no longer it.",
        "If it was not you or your admin, tell your admin.",
    ]);
}
