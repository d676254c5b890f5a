using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Hosting;

/// <summary>Where a person lands who types the service's address.</summary>
internal static class FrontDoorEndpoints
{
    public static void MapFrontDoor(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/", () => TypedResults.LocalRedirect("/console")).AllowAnonymous().ExcludeFromDescription();
        routes.MapSecurityText();
    }
}
