using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The messages that processes send to themselves, as they pass a relay on their way back.</summary>
internal static partial class Heartbeats
{
    private const int Enough = 2;

    /// <summary>Waits until so many processes have heard themselves twice from now on: until they believe what they remember.</summary>
    public static async Task HeardAsync(this TcpRelay relay, int processes)
    {
        var heard = new ConcurrentDictionary<string, int>();
        relay.Passes = piece =>
        {
            foreach (Match match in Beat().Matches(piece.IsAnswer ? piece.Text : ""))
            {
                heard.AddOrUpdate(match.Value, 1, (_, count) => count + 1);
            }

            return true;
        };
        await Eventually.IsTrueAsync(() => heard.Count(process => process.Value >= Enough) >= processes, "the processes hear themselves");
        relay.Passes = null;
    }

    /// <summary>In a silence, waits until such a message is held on its way back; what came before it passes.</summary>
    public static Task EchoHeldAsync(this TcpRelay relay) => Eventually.IsTrueAsync(
        () =>
        {
            if (relay.Held.Values.Any(piece => Beat().IsMatch(piece.Text)))
            {
                return true;
            }

            relay.LetHeldPass();
            return false;
        },
        "an echo is on its way");

    [GeneratedRegex("beat:[0-9a-f]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beat();
}
