using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Unregister;

internal static class UnregisterServiceCollectionExtensions
{
    public static IServiceCollection AddUnregister(this IServiceCollection services)
    {
        services.AddScoped<CustomerChange>();
        services.AddScoped<CustomerDeletion>();
        services.AddScoped<DeletedCustomerStore>().AddExpiringRows<DeletedCustomerStore>();
        services.AddScoped<OperatorCommands>();
        services.AddScoped<UnregisterCommands>();
        services.AddSingleton<DeletionService>();
        return services.AddHostedService(provider => provider.GetRequiredService<DeletionService>());
    }
}
