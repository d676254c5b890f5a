namespace VoipBin.Auth.AdminConsole.Sessions;

/// <summary>A visitor's session as a page shows it.</summary>
/// <param name="TmExpire">When it ends by itself.</param>
/// <param name="MaySetPassword">Whether the visitor may set his password.</param>
internal sealed record SessionView(DateTimeOffset TmExpire, bool MaySetPassword);
