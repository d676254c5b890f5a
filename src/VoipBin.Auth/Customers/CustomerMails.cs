using VoipBin.Auth.Mail;

namespace VoipBin.Auth.Customers;

/// <summary>What is mailed to a customer's address.</summary>
internal static class CustomerMails
{
    public static MailText ConfirmEmail(string email, Uri link) => new(email, "Confirm your address",
    [
        "This address was entered as the address of a customer. To confirm it, open this link and press the button:",
        "It is good for 24 hours. If you did not expect it, ignore this mail: nothing happens without it.",
    ], link);

    public static MailText EmailChanged(string oldEmail) => new(oldEmail, "The address of your account was changed",
    [
        "This address is no longer the one at which your account is reached.",
        "If nobody of you changed it, change your passwords.",
    ]);
}
