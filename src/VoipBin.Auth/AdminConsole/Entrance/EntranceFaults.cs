using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>What the pages say that ask for name and password.</summary>
internal static class EntranceFaults
{
    public static readonly FieldFault Limited = new("", "limit", "Too many sign-ins failed from your network. Try again shortly.");
    public static readonly FieldFault Busy = new("", "busy", "Too many sign in at this moment. Try again shortly.");
}
