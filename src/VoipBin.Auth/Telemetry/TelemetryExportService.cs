namespace VoipBin.Auth.Telemetry;

/// <summary>Sends metrics and traces while the service runs, if they are to be sent anywhere. A collector that is away or slow costs what is not sent, and nothing else.</summary>
/// <remarks>It is the first to start and the last to stop, so that the last uses and requests are told too.</remarks>
internal sealed partial class TelemetryExportService(IConfiguration configuration, IServiceProvider services, ILogger<TelemetryExportService> logger) : IHostedService
{
    /// <summary>How long the end of the process may wait for the last of it to be sent.</summary>
    private static readonly TimeSpan LastExport = TimeSpan.FromSeconds(1);

    private IDisposable? pipeline;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetServices<IInstruments>();
        var destination = ExportDestination.Read(configuration);
        if (destination.IsAny)
        {
            pipeline = TelemetryPipeline.Start(configuration, destination);
            Log.Sending(logger, destination.Metrics, destination.Traces);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (pipeline is null)
        {
            return;
        }

        try
        {
            // On another thread: ending it sends what is left, and waits for the answer.
            await Task.Run(pipeline.Dispose, CancellationToken.None).WaitAsync(LastExport, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Log.NotSent(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sending telemetry by OTLP: metrics {Metrics}, traces {Traces}")]
        public static partial void Sending(ILogger logger, bool metrics, bool traces);

        [LoggerMessage(2, LogLevel.Warning, "The last metrics and traces were not sent: the collector did not take them in time")]
        public static partial void NotSent(ILogger logger);
    }
}
