using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Agents;

/// <summary>How passwords are kept.</summary>
internal sealed class PasswordOptions : ISettings
{
    public static string SectionName => "Passwords";

    /// <summary>The bcrypt cost: each step doubles the time of a hash. Default 12 (about a quarter of a second), 10 to 16. Raising it re-hashes each password at its next login.</summary>
    [Range(10, 16)]
    public int BcryptCost { get; set; } = 12;
}
