namespace VoipBin.Auth.Authentication;

/// <summary>What people call what somebody may do, wherever they read it: in the console, in its activity, in mails.</summary>
internal static class PermissionWords
{
    /// <summary>The bits as they are told, the one that lets do most in an account first.</summary>
    private static readonly (Permission Bit, string Word)[] All =
    [
        (Permission.CustomerAdmin, "Admin"),
        (Permission.CustomerManager, "Manager"),
        (Permission.CustomerAgent, "Agent"),
        (Permission.ProjectSuperAdmin, "Super admin"),
    ];

    /// <summary>One bit.</summary>
    public static string WordOf(Permission bit) => Array.Find(All, word => word.Bit == bit).Word;

    /// <summary>A whole permission, for example <c>Admin and Agent</c>.</summary>
    public static string Describe(Permission permission) =>
        string.Join(" and ", All.Where(word => permission.HasFlag(word.Bit)).Select(word => word.Word)) is { Length: > 0 } words ? words : "No rights";
}
