using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Signup;

/// <summary>The body of <c>POST /auth/signup</c>.</summary>
internal sealed class SignupRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>Where the customer is reached; it becomes the username of its first admin.</summary>
    /// <example>you@example.net</example>
    [Required]
    public string? Email { get; init; }

    /// <summary>Must be true: the terms of service are accepted.</summary>
    /// <example>true</example>
    [Required]
    public bool? AcceptedTos { get; init; }

    /// <summary>A name for people; at most 255 characters.</summary>
    /// <example>Example Inc.</example>
    public string? Name { get; init; }

    /// <summary>Anything worth knowing; at most 4096 characters.</summary>
    public string? Detail { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services)
    {
        List<FieldFault> faults =
        [
            .. EmailAddress.Check("email", Email ?? ""),
            .. TextRule.Check("name", Name, Customer.NameMaximumLength),
            .. TextRule.Check("detail", Detail, Customer.DetailMaximumLength),
        ];
        if (AcceptedTos is not true)
        {
            faults.Add(new("accepted_tos", "required", "It must be true: without consent there is no account."));
        }

        return faults;
    }
}

/// <summary>The answer to a signup.</summary>
/// <param name="TempToken" example="4f1d6a0c9b7e2f3a8c5d0e1b6a7f9c24">Completes the signup together with the code that was mailed; good for one hour.</param>
internal sealed record SignupResponse(string TempToken)
{
    public override string ToString() => nameof(SignupResponse);
}

/// <summary>The body of <c>POST /auth/complete-signup</c>.</summary>
internal sealed class CompleteSignupRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The answer of <c>POST /auth/signup</c>.</summary>
    /// <example>4f1d6a0c9b7e2f3a8c5d0e1b6a7f9c24</example>
    [Required]
    public string? TempToken { get; init; }

    /// <summary>The six digits that were mailed.</summary>
    /// <example>123456</example>
    [Required]
    public string? Code { get; init; }

    /// <summary>The admin's password: at least 8 characters and at most 72 bytes. Without one a link to set it is mailed.</summary>
    public string? Password { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
    [
        .. TextRule.CheckRequired("temp_token", TempToken, int.MaxValue),
        .. TextRule.CheckRequired("code", Code, int.MaxValue),
        .. TextRule.Check("password", Password, int.MaxValue),
    ];
}

/// <summary>The answer to a completed signup.</summary>
/// <param name="CustomerId" example="019aa9a0-1b44-7c90-8a51-6d0c3f7e2a15">The new customer.</param>
/// <param name="Accesskey">A key of one year; its <c>token</c> is shown here and never again.</param>
internal sealed record CompleteSignupResponse(Guid CustomerId, AccesskeyResponse Accesskey);

/// <summary>The body of <c>POST /auth/email-verify</c>.</summary>
internal sealed class EmailVerifyRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The <c>token</c> of the link that was mailed.</summary>
    /// <example>8c5d0e1b6a7f9c244f1d6a0c9b7e2f3a8c5d0e1b6a7f9c244f1d6a0c9b7e2f3a</example>
    [Required]
    public string? Token { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) => TextRule.CheckRequired("token", Token, int.MaxValue);
}

/// <summary>The answer to a confirmed address: whose it is.</summary>
internal sealed class EmailVerifyResponse
{
    /// <summary>The customer that signed up, or whose address it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CustomerResponse? Customer { get; init; }

    /// <summary>The agent whose username it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgentResponse? Agent { get; init; }
}
