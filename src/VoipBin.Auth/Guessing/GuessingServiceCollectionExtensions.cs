using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Guessing;

internal static class GuessingServiceCollectionExtensions
{
    /// <summary>Adds what slows guessing down; somebody who has a secret adds the <see cref="GuessKey"/>.</summary>
    public static IServiceCollection AddGuessing(this IServiceCollection services) => services
        .AddSettings<GuessOptions>()
        .AddSingleton<DeviceCookie>()
        .AddScoped<GuessGuard>()
        .AddScoped<GuessCountStore>()
        .AddExpiringRows<GuessCountStore>();
}
