using VoipBin.Auth.Storage;

namespace VoipBin.Auth.MailedLinks;

internal static class MailedLinkServiceCollectionExtensions
{
    public static IServiceCollection AddMailedLinks(this IServiceCollection services) => services.AddScoped<MailedLinkStore>().AddExpiringRows<MailedLinkStore>().AddScoped<LinkIssuer>();
}
