using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Telemetry;

/// <summary>The id under which one request is found again in logs and refusals; the header <c>X-Request-Id</c>.</summary>
internal static class RequestId
{
    public const string HeaderName = "X-Request-Id";

    private const int MaximumLength = 64;
    private const int RandomLength = 26;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Keeps the caller's id when it is one harmless value, else makes one.</summary>
    public static string KeepOrCreate(StringValues inbound) =>
        inbound is [{ } single] && IsHarmless(single) ? single : "req_" + RandomNumberGenerator.GetString(Base32, RandomLength);

    /// <summary>An id is logged and echoed: whatever looks like a credential of ours is not kept.</summary>
    private static bool IsHarmless(string id) =>
        id.Length is > 0 and <= MaximumLength
        && !id.AsSpan().ContainsAnyExcept(Allowed)
        && !id.StartsWith("vb_", StringComparison.OrdinalIgnoreCase)
        && !id.StartsWith("eyJ", StringComparison.Ordinal);
}
