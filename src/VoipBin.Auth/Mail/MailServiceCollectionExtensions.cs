using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Mail;

internal static class MailServiceCollectionExtensions
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSettings<MailOptions>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<IMailSender, SmtpMailSender>();
        services.AddScoped<MailStore>();
        services.AddScoped<MailQuotaStore>();
        services.AddScoped<Outbox>();
        return services.AddHostedService<MailDispatcher>();
    }
}
