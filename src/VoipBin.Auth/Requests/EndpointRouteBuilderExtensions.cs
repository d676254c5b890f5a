namespace VoipBin.Auth.Requests;

internal static class EndpointRouteBuilderExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a route that reads: GET, and HEAD, which the framework's <c>MapGet</c> answers with 405.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapMethods(pattern, Methods, handler);
}
