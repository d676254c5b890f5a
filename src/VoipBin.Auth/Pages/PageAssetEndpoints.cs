using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Pages;

/// <summary>The route of what pages load.</summary>
internal static class PageAssetEndpoints
{
    public static void MapPageAssets(this IEndpointRouteBuilder routes) => routes.MapRead(PageAsset.Pattern, Get).AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, ProblemResult> Get(string name, HttpResponse response)
    {
        if (PageAsset.Find(name) is not { } asset)
        {
            return (ProblemResult)ProblemCatalogue.RouteNotFound;
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Name}\""));
    }
}
