using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>An identity before it is signed: a good one, which can be made wrong in any way.</summary>
internal sealed class Identity
{
    public const string Audience = "api.example.com";

    public static readonly Guid CustomerId = new("0198f5a0-0000-7000-8000-000000000001");
    public static readonly Guid AgentId = new("0198f5a0-0000-7000-8000-000000000002");

    private readonly Signer signer;

    public Identity(Signer signer, TimeProvider time)
    {
        this.signer = signer;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        Header = new() { ["alg"] = "ES256", ["typ"] = "voipbin-identity+jwt", ["kid"] = signer.Id };
        Payload = new()
        {
            ["iss"] = "voipbin",
            ["aud"] = Audience,
            ["iat"] = now,
            ["exp"] = now + 120,
            ["sub"] = AgentId.ToString(),
            ["customer_id"] = CustomerId.ToString(),
            ["type"] = "token",
            ["permission"] = 16,
            ["agent_id"] = AgentId.ToString(),
            ["username"] = "someone@example.com",
        };
    }

    public JsonObject Header { get; }

    public JsonObject Payload { get; }

    /// <summary>What a signature is made of (RFC 7515, section 5.1).</summary>
    public string Signed => $"{Encode(Header)}.{Encode(Payload)}";

    public static string Encode(JsonNode json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>The whole, with any signature.</summary>
    public string With(byte[] signature) => $"{Signed}.{Base64Url.EncodeToString(signature)}";

    /// <summary>The whole, as the service would make it.</summary>
    public override string ToString() => With(signer.Sign(Signed));
}
