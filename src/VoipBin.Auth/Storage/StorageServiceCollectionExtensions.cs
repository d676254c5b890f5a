using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

internal static class StorageServiceCollectionExtensions
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions>();
        services.AddSettings<RetentionOptions>();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidation>();
        services.AddSingleton<DataDirectoryCheck>();
        services.AddSingleton<DataDirectoryBackup>();
        services.AddSingleton<DataDirectoryPrivacy>();
        services.AddSingleton<DatabaseTarget>();
        services.AddSingleton<StartLock>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<DatabaseGate>();
        services.AddSingleton<DatabaseMetrics>();
        services.AddSingleton<CommitInterceptor>();
        services.AddSingleton<DatabaseErrorInterceptor>();
        services.AddScoped<UnitOfWork>();
        services.AddSingleton<RetentionService>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionService>());
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", timeout: TimeSpan.FromSeconds(3));
        services.AddDbContextPool<AuthDbContext>(static (provider, options) =>
        {
            var target = provider.GetRequiredService<DatabaseTarget>();
            options.AddInterceptors(provider.GetRequiredService<CommitInterceptor>(), provider.GetRequiredService<DatabaseErrorInterceptor>());
            _ = target.IsPostgres ? options.UseNpgsql(target.ConnectionString) : options.UseSqlite(target.ConnectionString).AddInterceptors(new SqliteBusyInterceptor());
        });
        return services.AddDataProtectionKeys();
    }

    /// <summary>Lets the <see cref="RetentionService"/> delete the rows of a store whose time is over.</summary>
    public static IServiceCollection AddExpiringRows<TStore>(this IServiceCollection services)
        where TStore : IExpiringRows => services.AddScoped<IExpiringRows>(provider => provider.GetRequiredService<TStore>());

    /// <summary>
    /// Gives the Data Protection keys a deliberate home: the data directory beside a SQLite file, the database otherwise.
    /// They lie there unencrypted, as the rest does: who can read them can read the hashes and the signing key too.
    /// </summary>
    private static IServiceCollection AddDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection()
            .SetApplicationName("VoipBin.Auth")
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<KeyRing>();
        services.AddSingleton<DataProtectionKeyStore>();
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>(static (options, provider) =>
        {
            options.XmlEncryptor = new NullXmlEncryptor();
            options.XmlRepository = provider.GetRequiredService<DatabaseTarget>().IsPostgres
                ? provider.GetRequiredService<DataProtectionKeyStore>()
                : new FileSystemXmlRepository(
                    EnsureKeyDirectory(provider.GetRequiredService<IOptions<ServiceOptions>>().Value),
                    provider.GetRequiredService<ILoggerFactory>());
        });
        return services;
    }

    /// <summary>The data directory comes first: made only on the way to this one, it would be readable by everybody.</summary>
    private static DirectoryInfo EnsureKeyDirectory(ServiceOptions service)
    {
        DataDirectory.Ensure(service.DataPath());
        return DataDirectory.Ensure(service.DataPath("keys"));
    }
}
