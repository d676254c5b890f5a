using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.AdminConsole;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Bootstrap;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.ForwardAuth;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Health;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Identity;
using VoipBin.Auth.Introspection;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Me;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Pages;
using VoipBin.Auth.PasswordReset;
using VoipBin.Auth.Problems;
using VoipBin.Auth.RateLimits;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;
using VoipBin.Auth.Unregister;

if (ServiceHost.AsksForUsage(args))
{
    return await ServiceHost.WriteUsageAsync(args);
}

if (args is ["key", var kind])
{
    return await KeyCommand.RunAsync(kind, Console.Out);
}

var builder = ServiceHost.CreateBuilder(args);
DecisionListeners.Listen(builder);
if (args is ["health", ..])
{
    return await HealthCommand.RunAsync(ListenAddress.Local(builder.Configuration), Console.Out, Console.Error);
}

builder.Services.AddHosting().AddTelemetry().AddStorage().AddHealth().AddOpenApiDocument();
builder.Services.AddCredentials().AddRateLimits().AddGuessing().AddAudit().AddMail().AddMailedLinks().AddPages();
builder.Services.AddCustomers().AddAgents().AddSignup().AddPasswordReset().AddMe();
builder.Services.AddCredentialAuthentication().AddTokens().AddAccesskeys();
builder.Services.AddUnregister().AddBootstrap().AddConsole().AddIdentity().AddForwardAuth().AddIntrospection();

try
{
    await using var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    if (await DatabaseVerbs.RunAsync(args, app.Services) is { } exitCode)
    {
        return exitCode;
    }

    app.Services.GetRequiredService<DataDirectoryCheck>().Run();

    // Read, or generated, before anybody needs them, so that bad ones are told now.
    app.Services.GetRequiredService<SigningKeys>();
    app.Services.GetRequiredService<IdentityKeys>();
    app.Services.GetRequiredService<RouteRules>();

    app.UseProxies();
    app.UseRequestIds().UseRequestSpans().UseResponseHeaders();
    app.UseDraining();
    app.UseProblems(DatabaseFault.IsOutage, static exception => exception is HashingBusyException);
    app.UseForwardAuth();
    app.UseConsole();
    app.UseCrossOrigin();
    app.UseRequiredHttps();
    app.UseOpenApiDocument();
    app.UseRouting();
    app.UseUnknownRouteAuthentication();
    app.UseAddressLimits();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseCustomerLimits();

    app.MapHealth();
    app.MapTokens();
    app.MapIntrospection();
    app.MapAccesskeys();
    app.MapAgents();
    app.MapCustomers();
    app.MapMe();
    app.MapAudit();
    app.MapSignup();
    app.MapEmailVerify();
    app.MapPasswordReset();
    app.MapUnregister();
    app.MapForwardAuth();
    app.MapIdentity();
    app.MapConsole();
    app.MapPageAssets();
    app.MapFrontDoor();

    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception exception) when (SettingsFaults.Of(exception) is { Count: > 0 } faults)
{
    return await SettingsFaults.ReportAsync(faults, Console.Error);
}
catch (Exception exception) when (ListenAddress.IsBindFault(exception))
{
    return await ListenAddress.ReportBindFaultAsync(exception, Console.Error);
}
