using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Introspection;

/// <summary>The fields of <c>POST /auth/introspect</c> (RFC 7662, section 2.1). For the document: the fields are taken from the form one by one.</summary>
internal sealed class IntrospectionRequest
{
    /// <summary>The name of the field that holds the credential.</summary>
    public const string TokenField = "token";

    /// <summary>The token or accesskey to ask about.</summary>
    /// <example>vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe</example>
    [Required]
    public string? Token { get; init; }

    /// <summary>Not looked at: the form of a credential tells its kind.</summary>
    public string? TokenTypeHint { get; init; }

    public override string ToString() => nameof(IntrospectionRequest);
}

/// <summary>What a credential is worth now. Of one that is worth nothing to who asks, <c>active</c> is the only member (RFC 7662, section 2.2).</summary>
/// <param name="Active">Whether a request with it would be let in now, and it is of a customer that who asks may know of.</param>
internal sealed record IntrospectionResponse(bool Active)
{
    public static readonly IntrospectionResponse Inactive = new(Active: false);

    /// <summary>How a request presents it: always <c>Bearer</c> (RFC 6750).</summary>
    /// <example>Bearer</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenType { get; init; }

    /// <summary>Whom it stands for: the agent, the accesskey, or the operator who acts for the customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Sub { get; init; }

    /// <summary>When it ends at the latest, in seconds since 1970.</summary>
    /// <example>1827014400</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Exp { get; init; }

    /// <summary>The id of a token, by which it is revoked and stands in the audit trail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Jti { get; init; }

    /// <summary>The username that the agent has now.</summary>
    /// <example>admin@localhost</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    /// <summary>The customer that it belongs to, or acts for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? CustomerId { get; init; }

    /// <summary><c>token</c>, <c>accesskey</c> or <c>delegate</c>.</summary>
    /// <example>token</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>What it may do now: a sum of bits.</summary>
    /// <example>32</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Permission { get; init; }

    /// <summary>The agent who logged in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AgentId { get; init; }

    /// <summary>The accesskey.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AccesskeyId { get; init; }

    public static IntrospectionResponse Of(Caller caller) => new(Active: true)
    {
        TokenType = "Bearer",
        Sub = caller.AgentId ?? caller.DelegatorId ?? caller.CredentialId,
        Exp = caller.CredentialExpires.ToUnixTimeSeconds(),
        Jti = caller.Kind == CredentialKind.Token ? caller.CredentialId : null,
        Username = caller.Username,
        CustomerId = caller.CustomerId,
        Type = caller.TypeName,
        Permission = (int)caller.Permission,
        AgentId = caller.AgentId,
        AccesskeyId = caller.AccesskeyId,
    };
}
