using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Identity;

/// <summary>The route where services find the keys that verify identities.</summary>
internal static class IdentityEndpoints
{
    private const string Caching = "public, max-age=300";

    public static void MapIdentity(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/.well-known/jwks.json", GetKeys).AllowAnonymous().WithTags("Identity")
            .Describe("GetIdentityKeys", "The keys that verify identities", "A JSON Web Key Set (RFC 7517) of the keys that sign `X-Auth-Identity`. May be kept for five minutes; a key is here ten minutes before it signs.");

    private static Ok<IdentityKeySet> GetKeys(IdentityKeys keys, HttpResponse response)
    {
        response.Headers.CacheControl = Caching;
        return TypedResults.Ok(new IdentityKeySet([.. keys.Published.Select(key => new IdentityKeySet.Key(key.Kty, key.Use, key.Alg, key.Kid, key.Crv, key.X, key.Y))]));
    }
}
