namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>A text that must be found nowhere but in the answers that hand it out.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">All of it.</param>
/// <param name="windows">The pieces that nothing else holds, so that half of it is found too; the whole text when none is named.</param>
internal sealed class Secret(string kind, string text, params string[] windows)
{
    private const int Window = 16;

    /// <summary>What every secret holds that the tests make up themselves: found wherever any of them gets to, whole, cut or embedded.</summary>
    public const string Mark = "Q7zLeakMarkW4";

    /// <summary>A password that somebody typed where his name belongs.</summary>
    public const string Misplaced = "password in the place of a name";

    /// <summary>One.</summary>
    public const string MisplacedPassword = "J5wMisplacedV8 lamp otter";

    public string Kind => kind;

    public string Text => text;

    public IReadOnlyList<string> Windows => windows.Length == 0 ? [text] : windows;

    /// <summary>Whether it is only found alone: six digits stand in many a number.</summary>
    public bool IsWord { get; private init; }

    /// <summary>A key; its first eleven characters are shown to everybody who may see the key's row.</summary>
    public static Secret Accesskey(string text) => new("accesskey", text, text[11..(11 + Window)], text[^Window..]);

    /// <summary>A token; others of the same agent say nearly the same, and differ in what they are signed with.</summary>
    public static Secret Token(string text)
    {
        var parts = text.Split('.');
        return new("token", text, parts[1], parts[2][..Window], parts[2][^Window..]);
    }

    /// <summary>A long random text: a link's, a form's, a key's.</summary>
    public static Secret Long(string kind, string text) => new(kind, text, text[..Window], text[^Window..]);

    /// <summary>The code of a mail.</summary>
    public static Secret Code(string text) => new("code", text) { IsWord = true };

    public override string ToString() => kind;
}
