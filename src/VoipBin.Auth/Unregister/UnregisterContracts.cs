using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Unregister;

/// <summary>The body of <c>POST /auth/unregister</c>: the password, or the phrase.</summary>
internal sealed class UnregisterRequest : IRequestBody
{
    /// <summary>What somebody types who has no password at hand.</summary>
    public const string Phrase = "DELETE";

    public static bool MayBeEmpty => false;

    /// <summary>The admin's password.</summary>
    public string? Password { get; init; }

    /// <summary>Exactly <c>DELETE</c>; enough to unregister, not to be deleted at once.</summary>
    /// <example>DELETE</example>
    public string? ConfirmationPhrase { get; init; }

    /// <summary>True to be deleted at once and for good, instead of after 30 days; needs the password.</summary>
    public bool? Immediate { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services)
    {
        if (string.IsNullOrEmpty(Password) && (ConfirmationPhrase is null || Immediate is true))
        {
            yield return new("password", "required", "It must be there, and not empty.");
        }

        if (string.IsNullOrEmpty(Password) && ConfirmationPhrase is not (null or Phrase))
        {
            yield return new("confirmation_phrase", "match", $"It must be {Phrase}.");
        }

        foreach (var fault in TextRule.Check("password", Password, int.MaxValue))
        {
            yield return fault;
        }
    }
}

/// <summary>The body of <c>DELETE /auth/unregister</c> for somebody without a token: every one may have ended.</summary>
internal sealed class RecoverRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>An admin's username.</summary>
    /// <example>admin@example.net</example>
    public string? Username { get; init; }

    /// <summary>His password.</summary>
    public string? Password { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.Check("username", Username, int.MaxValue), .. TextRule.Check("password", Password, int.MaxValue)];
}
