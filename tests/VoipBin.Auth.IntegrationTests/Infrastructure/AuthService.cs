using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Bootstrap;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The real host on the real web server and a database of its own; only the clock is replaced, and what a test says.</summary>
public abstract class AuthService : IAsyncLifetime
{
    public const string Username = FirstAdmin.Username;
    public const string Password = FirstAdmin.Password;

    /// <summary>At ten, the least that the service takes, a fifth of the tests' processor time was hashing. A fixture that is about that time sets the one that it wants.</summary>
    internal const int HashCost = 5;

    private const string HashCostSetting = "Passwords:BcryptCost";

    private readonly string directory = Directory.CreateTempSubdirectory("voipbin-auth-").FullName;
    private WebApplicationFactory<Program>? factory;

    /// <summary>Where the service keeps its files.</summary>
    protected string DataDirectory => Path.Combine(directory, "data");

    /// <summary>Settings beyond the defaults, by key; a derived fixture adds to them.</summary>
    protected Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Bootstrap:Username"] = Username,
        ["Bootstrap:Password"] = Password,
        ["Logging:LogLevel:Default"] = "Warning",
        // Whatever an operator turns on must not tell a credential.
        ["Logging:Captured:LogLevel:Default"] = "Trace",
    };

    internal TestClock Clock { get; } = new();

    internal IServiceProvider Services => factory!.Services;

    internal Seed Seed => new(Services);

    /// <summary>Where the service listens.</summary>
    internal Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Every line that the service logged.</summary>
    internal CapturedLog Log { get; } = new();

    protected AuthService()
    {
        foreach (var (key, value) in Limits.Off)
        {
            Settings[key] = value;
        }
    }

    public async Task InitializeAsync()
    {
        Settings["DataDirectory"] = DataDirectory;
        await PrepareAsync();
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
        factory.UseKestrel();
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress;
        await Eventually.IsTrueAsync(() => Services.GetRequiredService<StartupService>().IsPrepared, "the service is prepared");
    }

    public async Task DisposeAsync()
    {
        if (factory is not null)
        {
            await factory.DisposeAsync();
        }

        await CleanAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    internal HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    internal RawClient CreateRawClient() => new(Address);

    /// <summary>Prepares the database.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>Removes the database.</summary>
    protected abstract Task CleanAsync();

    /// <summary>Everything that the database holds, as text that can be searched.</summary>
    internal abstract Task<string> DumpAsync();

    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(Log);
            if (!Settings.ContainsKey(HashCostSetting))
            {
                services.Replace(ServiceDescriptor.Singleton(Options.Create(new PasswordOptions { BcryptCost = HashCost })));
            }

            ConfigureServices(services);
        });
    }
}
