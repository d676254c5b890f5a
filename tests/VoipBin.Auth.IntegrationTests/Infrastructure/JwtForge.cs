using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Makes tokens by hand, so that they can be wrong in any way.</summary>
internal sealed class JwtForge(byte[] key)
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    /// <summary>A forger who has the service's own key.</summary>
    public static JwtForge WithKeyOf(AuthService service) =>
        new(((SymmetricSecurityKey)service.Services.GetRequiredService<SigningKeys>().Credentials.Key).Key);

    public static JsonObject PayloadOf(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public string Sign(JsonObject payload) => Sign(payload.ToJsonString());

    public string Sign(string payload, string header = Header, string algorithm = "HS256")
    {
        var head = $"{Encode(header)}.{Encode(payload)}";
        var bytes = Encoding.ASCII.GetBytes(head);
        var signature = algorithm switch
        {
            "HS256" => HMACSHA256.HashData(key, bytes),
            "HS384" => HMACSHA384.HashData(key, bytes),
            "HS512" => HMACSHA512.HashData(key, bytes),
            _ => [],
        };
        return $"{head}.{Base64Url.EncodeToString(signature)}";
    }
}
