namespace VoipBin.Auth.Authentication;

/// <summary>A credential as a client presented it. A secret: only <see cref="Reveal"/> gives the text away.</summary>
internal readonly struct CredentialText(string text)
{
    /// <summary>Length in characters.</summary>
    public int Length => text.Length;

    public string Reveal() => text;

    public override string ToString() => "***";
}
