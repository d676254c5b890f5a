using VoipBin.Auth.Mail;

namespace VoipBin.Auth.Signup;

/// <summary>What the owner of an address is told when somebody signs up with it. Nothing that the requester wrote is in it: the address may be a stranger's.</summary>
internal static class SignupMails
{
    public static MailText Code(string email, SignupCode code, Uri link) => new(email, "Confirm your address",
    [
        "To complete your signup, open this link and press the button:",
        $"Or, where you were asked for a code, type {code.Reveal()}.",
        "Both are good for one hour. If you did not sign up, ignore this mail: nothing happens without it.",
    ], link);

    public static MailText AlreadyKnown(string email) => new(email, "You have an account already",
    [
        "Somebody, probably you, asked to sign up with this address. There is an account for it already.",
        "Log in, or ask for a link to set a new password. If it was not you, ignore this mail: nothing was changed.",
    ]);
}
