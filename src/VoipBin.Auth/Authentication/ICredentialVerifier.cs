namespace VoipBin.Auth.Authentication;

/// <summary>Judges credentials of one kind: those that requests present, and those that somebody asks about. It records nothing; whoever asks says what the answer is for.</summary>
internal interface ICredentialVerifier
{
    CredentialKind Kind { get; }

    /// <summary>Whom the credential stands for now, be its customer frozen or not; null and a fixed word for the operator when it is not good.</summary>
    ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential, CancellationToken cancellationToken);

    /// <summary>Whether the credential is remembered as a real one, good or not any more: nobody guesses such a one.</summary>
    bool Knows(CredentialText credential);
}
