using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.Testing;

/// <summary>A mail as a server received it.</summary>
internal sealed partial record ReceivedMail(IReadOnlyList<string> Recipients, string Source)
{
    /// <summary>The value of a header line that comes once.</summary>
    public string Header(string name) => HeaderIn(Source[..Source.IndexOf("\r\n\r\n", StringComparison.Ordinal)], name);

    /// <summary>The decoded part of a media type.</summary>
    public string Part(string mediaType)
    {
        var boundary = BoundaryPattern().Match(Header("Content-Type")).Groups["value"].Value;
        var part = Source.Split("--" + boundary).Skip(1).Select(text => text.TrimStart('\r', '\n'))
            .Single(text => !text.StartsWith("--", StringComparison.Ordinal) && HeaderIn(text, "Content-Type").StartsWith(mediaType, StringComparison.OrdinalIgnoreCase));
        var at = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var body = part[(at + 4)..];
        return HeaderIn(part[..at], "Content-Transfer-Encoding") switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            "quoted-printable" => QuotedPattern().Replace(body.Replace("=\r\n", "", StringComparison.Ordinal), match => ((char)byte.Parse(match.Groups["value"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()),
            _ => body,
        };
    }

    /// <summary>The link of a mail, the same in both of its parts.</summary>
    public Uri Link()
    {
        var link = Assert.Single(LinkPattern().Matches(Part("text/plain"))).Value;
        Assert.Contains($"href=\"{link}\"", Part("text/html"), StringComparison.Ordinal);
        return new(link);
    }

    /// <summary>The secret of a mail's link.</summary>
    public string LinkToken() => Link().Query["?token=".Length..];

    private static string HeaderIn(string head, string name) => head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    [GeneratedRegex("boundary=\"?(?<value>[^\";]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BoundaryPattern();

    [GeneratedRegex(@"https?://\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("=(?<value>[0-9A-F]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedPattern();
}
