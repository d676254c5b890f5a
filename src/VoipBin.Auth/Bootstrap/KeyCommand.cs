using VoipBin.Auth.Identity;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Bootstrap;

/// <summary>The verb <c>key</c>: makes a key for the configuration, since a container has no other tool for it. It reads nothing and keeps nothing.</summary>
internal static class KeyCommand
{
    /// <param name="kind">Which key, a word that <see cref="Hosting.ServiceHost"/> knows.</param>
    /// <param name="output">Gets the key, in one line and alone, so that it can be a file or a variable.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string kind, TextWriter output)
    {
        await output.WriteLineAsync(kind == "identity" ? IdentityKey.Generate().WriteLine() : SigningKeys.Generate());
        return 0;
    }
}
