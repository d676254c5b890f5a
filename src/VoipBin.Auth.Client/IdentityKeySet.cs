using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Client;

/// <summary>Reads a JWK set (RFC 7517): of all that may stand in one, keys that verify ES256 and have an id (RFC 7518, section 6.2.1).</summary>
internal static class IdentityKeySet
{
    /// <exception cref="ArgumentException">It is no JWK set, or holds no such key.</exception>
    public static FrozenDictionary<string, ECDsaSecurityKey> Parse(string json)
    {
        var keys = new Dictionary<string, ECDsaSecurityKey>();
        foreach (var published in new JsonWebKeySet(json).Keys.Where(IsForIdentities))
        {
            if (JsonWebKeyConverter.TryConvertToSecurityKey(published, out var key) && key is ECDsaSecurityKey verifying)
            {
                verifying.KeyId = published.Kid;
                keys[published.Kid] = verifying;
            }
        }

        return keys.Count > 0 ? keys.ToFrozenDictionary() : throw new ArgumentException("The set holds no key for ES256.", nameof(json));
    }

    private static bool IsForIdentities(JsonWebKey key) => key is
    {
        Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve,
        Crv: JsonWebKeyECTypes.P256,
        Kid.Length: > 0,
        Alg: null or "" or SecurityAlgorithms.EcdsaSha256,
        Use: null or "" or JsonWebKeyUseNames.Sig,
    };
}
