using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace VoipBin.Auth.Telemetry;

/// <summary>The OpenTelemetry SDK, with everything that is sent.</summary>
/// <remarks>It alone names the SDK, and only inside its methods: whoever looks at all types of this assembly and their constructors, as Entity Framework does, would load the SDK with them.</remarks>
internal sealed class TelemetryPipeline : IDisposable
{
    /// <summary>The name by which the service goes unless <c>OTEL_SERVICE_NAME</c> says another.</summary>
    public const string ServiceName = "voipbin-auth";

    /// <summary>The web server names what it traces only when it is told to. Its spans hold the path, not the query.</summary>
    private const string NamelessSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private static readonly string[] Meters = [Instrumentation.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
    private static readonly string[] Sources = [Instrumentation.Name, "Microsoft.AspNetCore"];

    private readonly IDisposable sdk;
    private readonly ActivityListener? silence;

    private TelemetryPipeline(IDisposable sdk, ActivityListener? silence) => (this.sdk, this.silence) = (sdk, silence);

    /// <summary>Begins to send.</summary>
    /// <param name="configuration">Where the SDK's variables stand: in the environment, or in files as secrets.</param>
    /// <param name="destination">What is sent.</param>
    public static TelemetryPipeline Start(IConfiguration configuration, ExportDestination destination)
    {
        if (destination.Traces)
        {
            AppContext.SetSwitch(NamelessSpans, isEnabled: false);
        }

        return new(OpenTelemetrySdk.Create(builder => Configure(builder, configuration, destination)), destination.Traces ? BackgroundSpans.Silence() : null);
    }

    /// <summary>Sends what is left, and ends.</summary>
    public void Dispose()
    {
        sdk.Dispose();
        silence?.Dispose();
    }

    private static void Configure(IOpenTelemetryBuilder builder, IConfiguration configuration, ExportDestination destination)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(configuration));
        builder.ConfigureResource(static resource => resource
            .Clear()
            .AddService(ServiceName, serviceVersion: Instrumentation.Version)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector());
        string[] npgsql = destination.Npgsql ? [BackgroundSpans.NpgsqlSource] : [];
        if (destination.Metrics)
        {
            builder.WithMetrics(metrics => metrics.AddMeter([.. Meters, .. npgsql]));
        }

        if (destination.Traces)
        {
            builder.WithTracing(tracing => tracing.AddSource([.. Sources, .. npgsql]));
        }

        builder.UseOtlpExporter();
    }
}
