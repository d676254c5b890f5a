using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>The page on which people read what happened.</summary>
internal static class ActivityPageEndpoints
{
    public static void MapActivity(this IEndpointRouteBuilder console) => console.MapRead("/activity", ListAsync).RequireAuthorization(ConsolePolicies.SeeActivity);

    private static async Task<IResult> ListAsync(ActivityQuery query, Caller caller, ActivityViews views, CancellationToken cancellationToken) =>
        ConsoleResults.Page<ActivityPage>(await views.ListAsync(caller, query, cancellationToken));
}
