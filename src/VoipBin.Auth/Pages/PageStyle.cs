using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Pages;

/// <summary>The one style sheet of the pages. It stands in the page itself, and the Content-Security-Policy allows exactly it, by its hash.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; color: CanvasText; background: Canvas; font: 1rem/1.5 system-ui, sans-serif; }
        body { margin: 0; padding: 1.5rem; display: grid; justify-items: center; }
        main { width: 100%; max-width: 26rem; margin-top: 8vh; }
        h1 { font-size: 1.5rem; line-height: 1.2; }
        label { display: block; font-weight: 600; margin-top: 1rem; }
        input { box-sizing: border-box; width: 100%; font: inherit; padding: .6rem; margin-top: .25rem; border: 1px solid #888; border-radius: .4rem; }
        button { font: inherit; font-weight: 600; margin-top: 1.25rem; padding: .7rem 1.4rem; border: 0; border-radius: .4rem; color: #fff; background: #0b57d0; cursor: pointer; }
        button:focus-visible, input:focus-visible { outline: 3px solid #4285f4; outline-offset: 2px; }
        .fault { border-left: .3rem solid #d93f35; padding-left: .75rem; }
        .hint { font-size: .9rem; opacity: .8; margin: .5rem 0 0; }
        footer { margin-top: 2.5rem; font-size: .9rem; opacity: .7; }
        """;

    /// <summary>Nothing is loaded, run, framed or sent anywhere but here.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}
