using Microsoft.AspNetCore.Authentication;

namespace VoipBin.Auth.Client;

/// <summary>Which identities a service accepts. Checked when the service starts: it ends when something is missing or wrong.</summary>
public sealed class VoipBinIdentityOptions : AuthenticationSchemeOptions
{
    /// <summary>
    /// Where the keys are that verify an identity: a JWK set (RFC 7517, section 5), for example <c>https://auth.example.com/.well-known/jwks.json</c>.
    /// Required, no default. Redirects are not followed.
    /// </summary>
    public Uri? KeysAddress { get; set; }

    /// <summary>
    /// The hosts for which this service answers, as callers name them to the proxy: in lower case, without a port, for example <c>api.example.com</c>.
    /// An identity that was made for another host is refused (RFC 7519, section 4.1.3). At least one is required, no default.
    /// </summary>
    public ICollection<string> Audiences { get; } = [];

    /// <summary>Who makes identities: the authentication service's setting <c>Identity:Issuer</c>. Default <c>voipbin</c>; another issuer is refused (RFC 7519, section 4.1.1).</summary>
    public string Issuer { get; set; } = "voipbin";

    /// <summary>
    /// Whether <see cref="KeysAddress"/> must be https, but for this machine itself: whoever can change the keys on their way can be anybody.
    /// Default true; false only where the network between the two is trusted.
    /// </summary>
    public bool RequireHttps { get; set; } = true;

    /// <summary>How long one fetch of the keys may take. Default 5 seconds; 100 milliseconds to 1 minute.</summary>
    public TimeSpan BackchannelTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Fetches the keys, where they are behind a proxy or a certificate authority of one's own. Default null: a handler without cookies and redirects.</summary>
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }

    /// <summary>What decides; made from the rest of these options.</summary>
    internal IdentityVerifier Verifier { get; set; } = null!;
}
