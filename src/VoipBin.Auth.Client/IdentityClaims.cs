namespace VoipBin.Auth.Client;

/// <summary>
/// The claims of the JWT in <see cref="AuthHeaders.Identity"/>, beside the registered ones (RFC 7519, section 4.1): <c>iss</c>, <c>aud</c> (the host that the caller asked),
/// <c>iat</c>, <c>exp</c> (two minutes later at most) and <c>sub</c> (the agent, the accesskey, or the operator who acts for a customer).
/// </summary>
public static class IdentityClaims
{
    /// <summary>The JWT's <c>typ</c> (RFC 8725, section 3.11): nothing else that is signed can be taken for an identity, nor an identity for anything else.</summary>
    public const string TokenType = "voipbin-identity+jwt";

    /// <summary>The customer that the caller belongs to, or acts for: a UUID.</summary>
    public const string CustomerId = "customer_id";

    /// <summary><c>token</c>, <c>accesskey</c> or <c>delegate</c>. There is no identity of somebody anonymous.</summary>
    public const string Type = "type";

    /// <summary>What the caller may do: a sum of bits, as a number.</summary>
    public const string Permission = "permission";

    /// <summary>The agent who logged in: a UUID. Only with the type <c>token</c>.</summary>
    public const string AgentId = "agent_id";

    /// <summary>The username of that agent.</summary>
    public const string Username = "username";

    /// <summary>The accesskey that was presented: a UUID. Only with the type <c>accesskey</c>.</summary>
    public const string AccesskeyId = "accesskey_id";

    /// <summary>The operator who acts for the customer: the UUID of an agent of another customer. Only with the type <c>delegate</c>.</summary>
    public const string DelegatorId = "delegator_id";
}
