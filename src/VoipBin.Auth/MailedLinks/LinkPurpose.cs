namespace VoipBin.Auth.MailedLinks;

/// <summary>What whoever opens a mailed link may do.</summary>
internal enum LinkPurpose
{
    /// <summary>Complete a signup; the subject is the signup.</summary>
    Signup,

    /// <summary>Set a password, invited or forgotten; the subject is the agent.</summary>
    Password,

    /// <summary>Take a new username; the subject is the agent, the value the username.</summary>
    Username,

    /// <summary>Show that the customer's address is read; the subject is the customer, the value the address.</summary>
    Email,
}
