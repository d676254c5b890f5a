using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Bootstrap;
using VoipBin.Auth.ForwardAuth;
using VoipBin.Auth.Health;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Identity;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Settings;

/// <summary>The service's own registrations, over a configuration in memory.</summary>
internal static class SettingsProbe
{
    /// <summary>Everything that the validation at start says.</summary>
    public static IReadOnlyList<string> FaultsOf(params (string Key, string? Value)[] configuration)
    {
        using var services = Build(configuration);
        var exception = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());
        var faults = exception is null ? [] : SettingsFaults.Of(exception);
        Assert.True(exception is null || faults.Count > 0, $"Not told as a fault, but thrown: {exception}");
        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>One class of settings as the service sees it.</summary>
    public static TSettings Read<TSettings>(params (string Key, string? Value)[] configuration)
        where TSettings : class
    {
        using var services = Build(configuration);
        return services.GetRequiredService<IOptions<TSettings>>().Value;
    }

    private static ServiceProvider Build((string Key, string? Value)[] configuration)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))
            .Build());
        services.AddHosting().AddStorage().AddHealth().AddAgents().AddBootstrap();
        services.AddCredentialAuthentication().AddTokens().AddAccesskeys();
        services.AddIdentity().AddForwardAuth();
        return services.BuildServiceProvider();
    }
}
