namespace VoipBin.Auth.Customers;

internal static class CustomerServiceCollectionExtensions
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddScoped<CustomerStore>().AddScoped<ConflictLimit>().AddScoped<CustomerCommands>();
}
