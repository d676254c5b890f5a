using VoipBin.Auth.Customers;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What a customer is told about its keys. The key's name is left out: it is somebody's text, and the address may not be verified.</summary>
internal static class AccesskeyMails
{
    public static MailText Created(Customer customer, Accesskey accesskey) => new(customer.Email, "A new accesskey was made",
    [
        $"An accesskey that begins with {accesskey.TokenPrefix} was made for your account. It acts as an admin of your account until {accesskey.TmExpire:yyyy-MM-dd}.",
        "If nobody of you made it: delete it, and change your passwords.",
    ]);
}
