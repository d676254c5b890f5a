using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tokens;

/// <summary>The body of <c>POST /auth/login</c>.</summary>
internal sealed class LoginRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The agent's username, in any case.</summary>
    /// <example>admin@localhost</example>
    [Required]
    public string? Username { get; init; }

    /// <summary>The agent's password.</summary>
    /// <example>your-voipbin-password</example>
    [Required]
    public string? Password { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.CheckRequired("username", Username, int.MaxValue), .. TextRule.CheckRequired("password", Password, int.MaxValue)];
}

/// <summary>The answer to a login.</summary>
/// <param name="Username" example="admin@localhost">As it was sent.</param>
/// <param name="Token" example="eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...">A JWT, good for seven days.</param>
internal sealed record LoginResponse(string Username, string Token)
{
    public override string ToString() => nameof(LoginResponse);
}

/// <summary>The body of <c>POST /auth/logout</c>.</summary>
internal sealed class LogoutRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>True to end every token of the agent, not only this one.</summary>
    /// <example>false</example>
    public bool? All { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) => [];
}

/// <summary>The body of <c>POST /auth/delegate</c>.</summary>
internal sealed class DelegateRequest : IRequestBody
{
    public const int ReasonMinimumLength = 10;
    public const int ReasonMaximumLength = 200;

    public static bool MayBeEmpty => false;

    /// <summary>The customer to act for.</summary>
    /// <example>019aa9a0-1b44-7c90-8a51-6d0c3f7e2a15</example>
    [Required]
    public string? CustomerId { get; init; }

    /// <summary>Why, for the customer's audit trail: 10 to 200 printable characters; spaces around them are dropped.</summary>
    /// <example>Ticket 4711: the customer cannot see its keys</example>
    [Required]
    public string? Reason
    {
        get;
        init => field = value?.Trim();
    }

    public IEnumerable<FieldFault> Validate(IServiceProvider services)
    {
        if (!Guid.TryParseExact(CustomerId, "D", out _))
        {
            yield return new("customer_id", "format", "It must be a UUID.");
        }

        foreach (var fault in TextRule.CheckLine("reason", Reason, ReasonMinimumLength, ReasonMaximumLength))
        {
            yield return fault;
        }
    }
}

/// <summary>The answer to a delegation.</summary>
/// <param name="Token" example="eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...">A JWT for that customer.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Expire">When it ends: after 8 hours, or with the operator's own token.</param>
internal sealed record DelegateResponse(string Token, Guid CustomerId, DateTimeOffset Expire)
{
    public override string ToString() => nameof(DelegateResponse);
}
