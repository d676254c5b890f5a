using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Mail;

internal static class MailServiceCollectionExtensions
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSettings<MailOptions>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<MailMetrics>();
        services.AddSingleton<IMailSender, SmtpMailSender>();
        services.AddScoped<MailStore>().AddExpiringRows<MailStore>();
        services.AddScoped<MailQuotaStore>().AddExpiringRows<MailQuotaStore>();
        services.AddScoped<Outbox>();
        return services.AddHostedService<MailDispatcher>();
    }
}
