namespace VoipBin.Auth.Identity;

/// <summary>A JSON Web Key Set (RFC 7517, section 5).</summary>
/// <param name="Keys">Every key that an identity may be signed with, now or in the next minutes.</param>
internal sealed record IdentityKeySet(IReadOnlyList<IdentityKeySet.Key> Keys)
{
    /// <summary>A public key on an elliptic curve (RFC 7518, section 6.2).</summary>
    /// <param name="Kty" example="EC">The family of the key.</param>
    /// <param name="Use" example="sig">What it is for.</param>
    /// <param name="Alg" example="ES256">The algorithm of the signature.</param>
    /// <param name="Kid">The name of the key, which stands in the header of the identity: its thumbprint (RFC 7638).</param>
    /// <param name="Crv" example="P-256">The curve.</param>
    /// <param name="X">A coordinate, base64url.</param>
    /// <param name="Y">The other one.</param>
    internal sealed record Key(string Kty, string Use, string Alg, string Kid, string Crv, string X, string Y);
}
