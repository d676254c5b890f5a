using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The messages that processes send to themselves, as they pass a relay. Every process hears those of all: only its own are of interest.</summary>
internal static partial class Heartbeats
{
    private const int Enough = 2;

    /// <summary>Waits until so many processes have heard themselves twice from now on: until they believe what they remember.</summary>
    public static async Task HeardAsync(this TcpRelay relay, int processes)
    {
        var sent = new ConcurrentDictionary<int, string>();
        var heard = new ConcurrentDictionary<int, int>();
        relay.Passes = piece =>
        {
            Note(sent, piece);
            if (piece.IsAnswer && sent.TryGetValue(piece.Connection, out var own) && IsIn(piece, own))
            {
                heard.AddOrUpdate(piece.Connection, 1, (_, count) => count + 1);
            }

            return true;
        };
        await Eventually.IsTrueAsync(() => heard.Count(process => process.Value >= Enough) >= processes, "the processes hear themselves");
        relay.Passes = null;
    }

    /// <summary>In a silence of answers, waits until a process's own message is held on its way back; what comes before it passes.</summary>
    public static async Task EchoHeldAsync(this TcpRelay relay)
    {
        var sent = new ConcurrentDictionary<int, string>();
        relay.Passes = piece =>
        {
            Note(sent, piece);
            return true;
        };
        await Eventually.IsTrueAsync(
            () =>
            {
                if (relay.Held.Values.Any(piece => sent.TryGetValue(piece.Connection, out var own) && IsIn(piece, own)))
                {
                    return true;
                }

                relay.LetHeldPass();
                return false;
            },
            "an echo is on its way");
        relay.Passes = null;
    }

    /// <summary>What was sent last on a connection.</summary>
    private static void Note(ConcurrentDictionary<int, string> sent, RelayedPiece piece)
    {
        if (!piece.IsAnswer && Beat().Match(piece.Text) is { Success: true, Value: var own })
        {
            sent[piece.Connection] = own;
        }
    }

    private static bool IsIn(RelayedPiece piece, string beat) => Beat().Matches(piece.Text).Any(match => match.Value == beat);

    [GeneratedRegex("beat:[0-9a-f]{32}:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beat();
}
