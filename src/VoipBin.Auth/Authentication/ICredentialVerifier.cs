namespace VoipBin.Auth.Authentication;

/// <summary>Judges credentials of one kind: those that requests present, and those that somebody asks about. It records nothing; whoever asks says what the answer is for.</summary>
internal interface ICredentialVerifier
{
    /// <summary>The cause of a credential that was good until its time was over.</summary>
    const string Expired = "Expired";

    CredentialKind Kind { get; }

    /// <summary>Whom the credential stands for now, be its customer frozen or not; null and a fixed word for the operator when it is not good.</summary>
    ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential, CancellationToken cancellationToken);

    /// <summary>Whether the credential is remembered as a real one, good or not any more: nobody guesses such a one.</summary>
    bool Knows(CredentialText credential);

    /// <summary>Whether a credential that is not good was never anybody's, so that it counts as a failure.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="cause">What <see cref="VerifyAsync"/> gave as the cause.</param>
    bool IsGuess(CredentialText credential, string cause) => cause != Expired && !Knows(credential);
}
