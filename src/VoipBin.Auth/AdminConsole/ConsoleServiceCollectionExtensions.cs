using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Customers;
using VoipBin.Auth.AdminConsole.Delegation;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole;

internal static class ConsoleServiceCollectionExtensions
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddScoped<ConsoleFrames>()
        .AddScoped<AccesskeyViews>()
        .AddScoped<CustomerViews>()
        .AddSingleton<IAntiforgeryAdditionalDataProvider, FormCustomer>()
        .AddTransient<ConsoleAuthenticationHandler>()
        .Configure<AuthenticationOptions>(options => options.AddScheme<ConsoleAuthenticationHandler>(Schemes.Console, displayName: null));
}
