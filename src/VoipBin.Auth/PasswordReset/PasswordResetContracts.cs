using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.PasswordReset;

/// <summary>The body of <c>POST /auth/password-forgot</c>.</summary>
internal sealed class PasswordForgotRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The agent's username.</summary>
    /// <example>colleague@example.net</example>
    [Required]
    public string? Username { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) => TextRule.CheckRequired("username", Username, int.MaxValue);
}

/// <summary>The body of <c>POST /auth/password-reset</c>.</summary>
internal sealed class PasswordResetRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The <c>token</c> of the link that was mailed.</summary>
    /// <example>5d0e1b6a7f9c244f1d6a0c9b7e2f3a8c5d0e1b6a7f9c244f1d6a0c9b7e2f3a8c</example>
    [Required]
    public string? Token { get; init; }

    /// <summary>The new password: at least 8 characters and at most 72 bytes.</summary>
    /// <example>correct horse battery</example>
    [Required]
    public string? Password { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.CheckRequired("token", Token, int.MaxValue), .. TextRule.CheckRequired("password", Password, int.MaxValue)];
}
