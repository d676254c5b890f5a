using VoipBin.Auth.Guessing;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Agents;

/// <summary>A name and a password, as somebody sent them.</summary>
/// <param name="Username">As typed.</param>
/// <param name="Password">As typed.</param>
/// <param name="Origin">The request.</param>
/// <param name="Device">The browser that showed itself; null for none.</param>
internal sealed record SignInAttempt(string Username, string Password, RequestOrigin Origin, KnownDevice? Device)
{
    public override string ToString() => "***";
}
