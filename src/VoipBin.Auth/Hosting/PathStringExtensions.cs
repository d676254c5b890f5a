namespace VoipBin.Auth.Hosting;

internal static class PathStringExtensions
{
    /// <summary>Whether a path begins with one of these.</summary>
    public static bool IsUnder(this PathString path, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (path.StartsWithSegments(prefix))
            {
                return true;
            }
        }

        return false;
    }
}
