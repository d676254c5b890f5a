namespace VoipBin.Auth.Pages;

/// <summary>What a browser may do for a page.</summary>
internal static class PageContentPolicy
{
    /// <summary>Style, script and icon come from here, as files; nothing else is loaded, run, framed or sent anywhere but here.</summary>
    public const string Value =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}
