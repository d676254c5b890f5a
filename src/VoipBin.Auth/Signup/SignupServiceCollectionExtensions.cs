namespace VoipBin.Auth.Signup;

internal static class SignupServiceCollectionExtensions
{
    public static IServiceCollection AddSignup(this IServiceCollection services) => services
        .AddScoped<SignupStore>()
        .AddScoped<CustomerRegistration>()
        .AddScoped<CustomerRegistrationCommand>()
        .AddScoped<SignupCommands>()
        .AddScoped<EmailVerifyCommand>();
}
