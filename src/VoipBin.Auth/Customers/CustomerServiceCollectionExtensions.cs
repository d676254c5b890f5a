using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Customers;

internal static class CustomerServiceCollectionExtensions
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddFactCache<Guid, CustomerState>("customers", Customer.WatchPrefix, FactCacheKeys.ParseId)
        .AddScoped<CustomerStore>().AddScoped<CustomerSearchStore>().AddScoped<ConflictLimit>().AddScoped<CustomerCommands>();
}
