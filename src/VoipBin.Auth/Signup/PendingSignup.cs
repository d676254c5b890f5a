using System.Security.Cryptography;

namespace VoipBin.Auth.Signup;

/// <summary>Somebody who wants to become a customer and has not shown yet that the address is his.</summary>
internal sealed class PendingSignup
{
    /// <summary>How often a code may be tried; from the next try on even the right one is refused.</summary>
    public const int MaximumTries = 5;

    /// <summary>How often in all, when the account is there: so that a form that is sent twice is not taken for a wrong code, and nobody finds a code by trial.</summary>
    public const int MaximumTriesWhenDone = 2 * MaximumTries;

    /// <summary>How long the row stays when code and link are no longer good.</summary>
    public static readonly TimeSpan KeptWhenExpired = TimeSpan.FromDays(1);

    private PendingSignup()
    {
    }

    public Guid Id { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The address in lower case.</summary>
    public string EmailKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Detail { get; private set; } = "";

    /// <summary>SHA-256 of the temp_token.</summary>
    public byte[] TempTokenHash { get; private set; } = [];

    /// <summary>HMAC of the code, keyed by the temp_token.</summary>
    public byte[] CodeHash { get; private set; } = [];

    /// <summary>How many codes were tried.</summary>
    public int Tries { get; private set; }

    /// <summary>From this instant on code and link are refused.</summary>
    public DateTimeOffset TmExpire { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    /// <summary>When it was completed, or ended by another signup; null while it waits.</summary>
    public DateTimeOffset? TmDone { get; private set; }

    public static PendingSignup Create(string email, string name, string detail, TempToken tempToken, SignupCode code, TimeSpan lifetime, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Email = email,
        EmailKey = KeyOf(email),
        Name = name,
        Detail = detail,
        TempTokenHash = tempToken.Hash(),
        CodeHash = code.Hash(tempToken),
        TmExpire = now + lifetime,
        TmCreate = now,
    };

    public static string KeyOf(string email) => email.ToLowerInvariant();

    /// <summary>Whether <paramref name="code"/> is the one that was mailed.</summary>
    public bool Matches(TempToken tempToken, SignupCode code) => CryptographicOperations.FixedTimeEquals(CodeHash, code.Hash(tempToken));
}
