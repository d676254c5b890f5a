namespace VoipBin.Auth.Authentication;

/// <summary>A credential as a client presented it: a part of its header or query, not copied. A secret: only <see cref="Reveal"/> and <see cref="RevealSpan"/> give the text away.</summary>
internal readonly struct CredentialText(ReadOnlyMemory<char> text)
{
    public CredentialText(string text)
        : this(text.AsMemory())
    {
    }

    /// <summary>Length in characters.</summary>
    public int Length => text.Length;

    /// <summary>What it is when nothing else says so. Keys of older origin have no prefix to know them by, but none has two dots.</summary>
    public CredentialKind KindByForm => text.Span.Count('.') == 2 ? CredentialKind.Token : CredentialKind.Accesskey;

    public string Reveal() => text.ToString();

    public ReadOnlySpan<char> RevealSpan() => text.Span;

    public override string ToString() => "***";
}
