using VoipBin.Auth.Guessing;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.PasswordReset;

/// <summary>How the use of a link that sets a password ended.</summary>
internal abstract record PasswordResetOutcome
{
    private PasswordResetOutcome()
    {
    }

    /// <param name="Device">By which the browser shows itself at the next sign-in: whoever guesses meanwhile does not delay it.</param>
    internal sealed record Done(KnownDevice Device) : PasswordResetOutcome;

    /// <summary>Unknown, used, ended by another link, or too old: nobody is told which.</summary>
    internal sealed record InvalidLink : PasswordResetOutcome;

    /// <summary>The password is not good enough; the link is not used up.</summary>
    internal sealed record InvalidPassword(ProblemResult Problem) : PasswordResetOutcome;
}
