namespace VoipBin.Auth.PasswordReset;

internal static class PasswordResetServiceCollectionExtensions
{
    public static IServiceCollection AddPasswordReset(this IServiceCollection services) => services.AddScoped<PasswordResetCommands>();
}
