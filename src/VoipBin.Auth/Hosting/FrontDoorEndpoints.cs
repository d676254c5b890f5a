using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Hosting;

/// <summary>Where a person lands who types the service's address.</summary>
internal static class FrontDoorEndpoints
{
    public static void MapFrontDoor(this IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        door.MapRead("/", () => TypedResults.LocalRedirect("/console"));

        // Until there is a console, the API's own pages are the best place to be.
        door.MapRead("/console", () => TypedResults.LocalRedirect("/swagger/index.html"));
    }
}
