using Npgsql;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>The worst configuration that somebody might give the service: everything that it could tell is turned on, in every way in which it can be turned on.</summary>
internal static class LoudSettings
{
    public const string DatabasePassword = Secret.Mark + "-of-the-database";
    public const string MailPassword = Secret.Mark + "-of-the-mail-server";
    public const string CollectorPassword = "collector-password-of-this-test";

    /// <summary>Rules that appsettings.json has, those that the service silences in code, and what else is known to talk.</summary>
    private static readonly string[] Categories =
    [
        "Default", "Microsoft", "System", "Npgsql", "Npgsql.Command", "VoipBin", "VoipBin.Auth.Accesskeys.AccesskeyAuthenticationHandler", "Microsoft.Extensions.Hosting.Internal.Host",
        "Microsoft.AspNetCore", "Microsoft.AspNetCore.Authentication", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Query", "Microsoft.EntityFrameworkCore.Update",
        "Microsoft.EntityFrameworkCore.Database", "Microsoft.EntityFrameworkCore.Database.Command", "Microsoft.EntityFrameworkCore.ChangeTracking", "Microsoft.Extensions.Diagnostics.HealthChecks",
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Hosting.Diagnostics*", "Microsoft.AspNetCore.*.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Http2", "Microsoft.AspNetCore.Server.Kestrel.Http3", "Microsoft.AspNetCore.Server.*", "Microsoft.AspNetCore.Routing.Matching.DfaMatcher", "Microsoft.AspNetCore.Routing*",
        "Microsoft.AspNetCore.Cors.Infrastructure.CorsService", "Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware", "Microsoft.AspNetCore.HostFiltering.HostFilteringMiddleware",
        "Microsoft.AspNetCore.HttpLogging.HttpLoggingMiddleware", "Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.Antiforgery", "Microsoft.IdentityModel",
    ];

    private static readonly string[] Providers = ["", "Console:", "Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider:", "EventSource:"];

    public static void Set(IDictionary<string, string> settings, string collector, bool isDevelopment)
    {
        foreach (var provider in Providers)
        {
            foreach (var category in Categories)
            {
                settings[$"Logging:{provider}LogLevel:{category}"] = "Trace";
            }
        }

        settings["Logging:Console:FormatterName"] = isDevelopment ? "simple" : "systemd";
        settings["Logging:Console:FormatterOptions:IncludeScopes"] = "true";
        settings["ASPNETCORE_ENVIRONMENT"] = isDevelopment ? "Development" : "Production";
        settings["ASPNETCORE_DETAILEDERRORS"] = "true";
        settings["ASPNETCORE_CAPTURESTARTUPERRORS"] = "true";
        settings["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        settings["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "Microsoft.AspNetCore.HttpLogging";
        settings["AllowedHosts"] = "*";
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_EXPORTER_OTLP_HEADERS"] = $"Authorization=Bearer {CollectorPassword}";
        settings["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        settings["OTEL_LOG_LEVEL"] = "debug";
    }

    /// <summary>What a connection string can turn on. The server asks for no password.</summary>
    public static string Postgres(string connectionString, int port) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Host = "127.0.0.1",
        Port = port,
        Password = DatabasePassword,
        PersistSecurityInfo = true,
        IncludeErrorDetail = true,
        LogParameters = true,
        Timeout = 2,
        CommandTimeout = 1,
        Options = "-c log_statement=all -c log_min_duration_statement=0 -c log_parameter_max_length=-1 -c log_parameter_max_length_on_error=-1 -c log_min_messages=debug1 -c log_error_verbosity=verbose",
    }.ConnectionString;
}
