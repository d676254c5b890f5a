using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Authentication;

/// <summary>The Bearer scheme of the Authorization header (RFC 6750, section 2.1).</summary>
internal static class BearerCredential
{
    private const string Scheme = "Bearer";

    /// <summary>What the header presents; null when it is absent or of another scheme, which is no carrier here.</summary>
    public static RequestCredential? Parse(StringValues authorization)
    {
        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = header.AsMemory(Scheme.Length).Trim(' ');
        if (header.Length == Scheme.Length || header[Scheme.Length] != ' ' || text.IsEmpty || text.Span.ContainsAny(',', ' '))
        {
            return RequestCredential.Refused.Credentials;
        }

        var credential = new CredentialText(text);
        return new RequestCredential.Presented(credential.KindByForm, credential);
    }
}
