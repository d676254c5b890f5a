namespace VoipBin.Auth.Tokens;

/// <summary>The names in a token's payload (contract, section 3; the registered ones are of RFC 7519, section 4.1).</summary>
internal static class TokenClaims
{
    /// <summary>The agent's id.</summary>
    public const string Subject = "sub";

    public const string Issuer = "iss";

    public const string IssuedAt = "iat";

    public const string Expires = "exp";

    /// <summary>The token's own id; a logout revokes it.</summary>
    public const string Id = "jti";

    /// <summary>Whose token it is; see <see cref="AgentType"/>.</summary>
    public const string Type = "type";

    public const string CustomerId = "customer_id";

    /// <summary>The agent as it was at login, for clients to show.</summary>
    public const string Agent = "agent";

    /// <summary>The agent's generation at login; only the present one is good.</summary>
    public const string Generation = "gen";

    /// <summary>The instant of <see cref="Expires"/> as a timestamp.</summary>
    public const string Expire = "expire";

    /// <summary>The <see cref="Id"/> of the token by which a delegate was made; the delegate ends with it.</summary>
    public const string Parent = "parent";

    /// <summary>The <see cref="Type"/> of a token that a login returned.</summary>
    public const string AgentType = "agent";

    /// <summary>The <see cref="Type"/> of a token by which a super admin acts for a customer.</summary>
    public const string DelegateType = "delegate";
}
