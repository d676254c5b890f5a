using VoipBin.Auth.Authentication;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.AdminConsole.Overview;

/// <summary>The first page after signing in.</summary>
internal static class OverviewPageEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder console) => console.MapRead("", ShowAsync).RequireAuthorization(ConsolePolicies.SignedIn);

    private static async Task<IResult> ShowAsync(Caller caller, OverviewViews views, HttpContext context) => ConsoleResults.Page<OverviewPage>(await views.MakeAsync(caller, context));
}
