namespace VoipBin.Auth.Mail;

/// <summary>Mails that somebody can cause to an address that may not be his; each kind is counted by itself.</summary>
internal enum MailKind
{
    Signup,
    PasswordReset,
    Invitation,
    Username,
    CustomerEmail,
    PasswordChanged,
    PermissionChanged,
    UsernameChanged,
    CustomerEmailChanged,
    AccesskeyCreated,
}
