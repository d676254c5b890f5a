using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Signup;

internal static class SignupServiceCollectionExtensions
{
    public static IServiceCollection AddSignup(this IServiceCollection services) => services
        .AddScoped<SignupStore>().AddExpiringRows<SignupStore>()
        .AddScoped<CustomerRegistration>()
        .AddScoped<CustomerRegistrationCommand>()
        .AddScoped<SignupCommands>()
        .AddScoped<EmailVerifyCommand>();
}
