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

/// <summary>An answer that says no more than its status.</summary>
internal sealed record EmptyResponse;
