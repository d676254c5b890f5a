using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Activity;
using VoipBin.Auth.AdminConsole.Agents;
using VoipBin.Auth.AdminConsole.Customers;
using VoipBin.Auth.AdminConsole.Delegation;
using VoipBin.Auth.AdminConsole.Entrance;
using VoipBin.Auth.AdminConsole.Overview;
using VoipBin.Auth.AdminConsole.OwnCustomer;
using VoipBin.Auth.AdminConsole.Sessions;

namespace VoipBin.Auth.AdminConsole;

/// <summary>The routes under <c>/console</c>. A page is shown by GET, and its form sent by POST, at one path.</summary>
internal static class ConsoleEndpoints
{
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup(ConsoleApplicationBuilderExtensions.Path).ExcludeFromDescription().AddEndpointFilter<SubmittedFormFilter>();

        console.MapOverview();
        console.MapSession();
        console.MapSignUp();
        console.MapForgotPassword();
        console.MapRecovery();
        console.MapAccesskeyPages();
        console.MapAgentPages();
        console.MapOwnCustomerPages();
        console.MapActivity();
        console.MapSessionPages();
        console.MapCustomerPages();
        console.MapActFor();
    }

    /// <summary>Names the fields of a form that are shown again after an interruption. Never a secret.</summary>
    public static RouteHandlerBuilder Keeps(this RouteHandlerBuilder route, params string[] fields) => route.WithMetadata(new KeptFieldsMetadata(fields));
}
