using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Telemetry;

/// <summary>Whether metrics and traces are sent somewhere: what the SDK's own variables say. Without an endpoint nothing of the SDK is even loaded.</summary>
/// <param name="Metrics">Whether metrics are sent.</param>
/// <param name="Traces">Whether traces are sent.</param>
/// <param name="Npgsql">Whether what Npgsql tells may be among them.</param>
internal sealed record ExportDestination(bool Metrics, bool Traces, bool Npgsql)
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    public const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string MetricsProtocol = "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL";
    private const string TracesProtocol = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";

    public bool IsAny => Metrics || Traces;

    /// <exception cref="OptionsValidationException">A variable is not usable: the SDK would not say so, and send nothing, or to this machine.</exception>
    public static ExportDestination Read(IConfiguration configuration)
    {
        var faults = ((string[])[Endpoint, MetricsEndpoint, TracesEndpoint]).Where(key => IsSet(key) && !IsAddress(configuration[key]!))
            .Select(key => $"{key} is not an address, for example http://collector:4317.")
            .Concat(((string[])[Protocol, MetricsProtocol, TracesProtocol]).Where(key => IsSet(key) && configuration[key] is not ("grpc" or "http/protobuf"))
                .Select(key => $"{key} is \"{configuration[key]}\": it must be grpc or http/protobuf, for example http/protobuf."))
            .ToArray();
        return faults.Length == 0
            ? new(IsSet(Endpoint) || IsSet(MetricsEndpoint), IsSet(Endpoint) || IsSet(TracesEndpoint), !HoldsCertificatePassword(configuration))
            : throw new OptionsValidationException("OTEL", typeof(ExportDestination), faults);

        bool IsSet(string key) => !string.IsNullOrEmpty(configuration[key]);
    }

    /// <summary>Npgsql names its pools by the connection string. It leaves the password out, but not that of a client certificate.</summary>
    private static bool HoldsCertificatePassword(IConfiguration configuration) =>
        configuration.GetSection("ConnectionStrings").GetChildren().Any(text => text.Value?.Replace(" ", "", StringComparison.Ordinal).Contains("SslPassword=", StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
