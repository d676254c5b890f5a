using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Signup;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>A signup that waits for the code that was mailed.</summary>
/// <param name="Token">Completes it together with the code.</param>
/// <param name="Email">Where the code went.</param>
internal sealed record PendingVerification(TempToken Token, string Email);

/// <summary>What somebody is shown who has just become a customer.</summary>
/// <param name="Token">The first key; shown now, and never again.</param>
/// <param name="TmExpire">When the key ends.</param>
/// <param name="IsSignedIn">Whether he is signed in too.</param>
internal sealed record NewAccount(AccesskeyToken Token, DateTimeOffset TmExpire, bool IsSignedIn);
