namespace VoipBin.Auth.Client;

/// <summary>
/// The headers by which a reverse proxy tells a service who the caller of a request is. A request that the proxy let through has all of them but
/// <see cref="Problem"/>; one that does not apply is empty. Values are percent-encoded UTF-8 (docs/reverse-proxy.md).
/// </summary>
/// <remarks>A service that cannot be sure that only the proxy reaches it trusts none of them but <see cref="Identity"/>, which is signed.</remarks>
public static class AuthHeaders
{
    /// <summary>What the caller presented: <c>token</c>, <c>accesskey</c>, <c>delegate</c> (an operator's token for this customer), or <c>anonymous</c>.</summary>
    public const string Type = "X-Auth-Type";

    /// <summary>The customer that the caller belongs to, or acts for: a UUID.</summary>
    public const string CustomerId = "X-Auth-Customer-Id";

    /// <summary>The agent who logged in: a UUID.</summary>
    public const string AgentId = "X-Auth-Agent-Id";

    /// <summary>The username of the agent who logged in: an e-mail address.</summary>
    public const string Username = "X-Auth-Username";

    /// <summary>What the caller may do: a sum of bits, as a decimal number.</summary>
    public const string Permission = "X-Auth-Permission";

    /// <summary>The accesskey that was presented: a UUID, not the key.</summary>
    public const string AccesskeyId = "X-Auth-Accesskey-Id";

    /// <summary>All of that, signed: a JWT whose claims are <see cref="IdentityClaims"/>.</summary>
    public const string Identity = "X-Auth-Identity";

    /// <summary>The query of the original request without credentials, with its leading question mark; empty when nothing is left. For proxies that cannot take a parameter out of a query themselves.</summary>
    public const string Query = "X-Auth-Query";

    /// <summary>Only on a refusal, and only for nginx: the body of the refusal, as one line of ASCII.</summary>
    public const string Problem = "X-Auth-Problem";
}
