using System.Buffers.Text;
using System.Text.Json;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>A token that a login returned.</summary>
internal sealed class KnownSession(string token)
{
    public string Token => token;

    /// <summary>By which it is revoked: its <c>jti</c>.</summary>
    public Guid Id { get; } = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.GetProperty("jti").GetGuid();

    /// <summary>Null when it is not known.</summary>
    public bool? IsEnded { get; set; } = false;
}
