using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole;

/// <summary>What a form says of an address that somebody has already.</summary>
internal static class ConflictFaults
{
    public static FieldFault Taken(string field) => new(field, "taken", "Somebody has this address already.");

    /// <summary>Nobody finds out by trial who is a customer here.</summary>
    public static FieldFault TooMany(string field, TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        return new(field, "conflicts", $"Too many addresses were tried that somebody has already. Try again in {(minutes <= 1 ? "a minute" : $"{minutes} minutes")}.");
    }
}
