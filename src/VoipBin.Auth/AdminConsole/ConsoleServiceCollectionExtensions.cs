using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Activity;
using VoipBin.Auth.AdminConsole.Agents;
using VoipBin.Auth.AdminConsole.Customers;
using VoipBin.Auth.AdminConsole.Delegation;
using VoipBin.Auth.AdminConsole.Entrance;
using VoipBin.Auth.AdminConsole.Overview;
using VoipBin.Auth.AdminConsole.OwnCustomer;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole;

internal static class ConsoleServiceCollectionExtensions
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddScoped<ConsoleFrames>()
        .AddScoped<FirstSession>()
        .AddScoped<AccesskeyViews>()
        .AddScoped<ActivityViews>()
        .AddScoped<AgentViews>()
        .AddScoped<CustomerViews>()
        .AddScoped<OverviewViews>()
        .AddScoped<OwnCustomerViews>()
        .AddSingleton<IAntiforgeryAdditionalDataProvider, FormCustomer>()
        .AddTransient<ConsoleAuthenticationHandler>()
        .Configure<AuthenticationOptions>(options => options.AddScheme<ConsoleAuthenticationHandler>(Schemes.Console, displayName: null));
}
