using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Customers;

internal static class CustomerServiceCollectionExtensions
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddFactCache<Guid, CustomerState>(Customer.WatchPrefix, text => Guid.TryParseExact(text, "D", out var id) ? id : null)
        .AddScoped<CustomerStore>().AddScoped<ConflictLimit>().AddScoped<CustomerCommands>();
}
